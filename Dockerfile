# portlens as an image: docker run --rm -v "$PWD:/work:ro" portlens check
FROM python:3.13-slim AS build
WORKDIR /source
COPY . .
RUN python -m venv /opt/portlens && /opt/portlens/bin/pip install --no-cache-dir .

FROM python:3.13-slim
# No version is named: a pinned git is gone from Debian with its next security update.
# hadolint ignore=DL3008
RUN apt-get update \
    && apt-get install -y --no-install-recommends git \
    && rm -rf /var/lib/apt/lists/* \
    && git config --system --add safe.directory /work
COPY --from=build /opt/portlens /opt/portlens
ENV PATH=/opt/portlens/bin:$PATH LANG=C.UTF-8
USER 1000:1000
WORKDIR /work
ENTRYPOINT ["portlens"]
CMD ["--help"]
