"""A shop whose objects lie in several files of one folder."""

DEPLOYMENT = """\
apiVersion: apps/v1
kind: Deployment
metadata: {name: shop}
spec:
  selector: {matchLabels: {app: shop}}
  template:
    metadata: {labels: {app: shop}}
    spec:
      containers:
        - name: shop
          image: acme/shop
          ports:
            - name: web
              containerPort: 8080
            - name: metrics
              containerPort: 9100
          readinessProbe: {httpGet: {port: web}}
          livenessProbe: {tcpSocket: {port: 8080}}
"""
SERVICE = """\
apiVersion: v1
kind: Service
metadata: {name: shop}
spec:
  selector: {app: shop}
  ports:
    - name: http
      port: 80
      targetPort: web
    - name: metrics
      port: 9100
      targetPort: 9100
"""
INGRESS = """\
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata: {name: edge}
spec:
  defaultBackend: {service: {name: shop, port: {name: http}}}
  rules:
    - http:
        paths:
          - path: /metrics
            pathType: Prefix
            backend: {service: {name: shop, port: {number: 9100}}}
"""
POLICY = """\
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: {name: shop}
spec:
  podSelector: {matchLabels: {app: shop}}
  ingress:
    - ports: [{port: 8080}]
    - ports: [{port: metrics}]
"""


def cluster(folder: str = "/site") -> dict[str, str]:
    """Return the texts of the files by their paths."""
    texts = {"app": DEPLOYMENT, "edge": INGRESS, "policy": POLICY, "service": SERVICE}
    return {f"{folder}/{name}.yaml": text for name, text in texts.items()}


def marked(files: dict[str, str], name: str, cursor: str) -> dict[str, str]:
    """Return the files with the cursor mark that `cursor` has in it, in the file called `name`."""
    (path,) = (path for path in files if path.endswith(f"/{name}.yaml"))
    place = cursor.replace("<|>", "")
    assert place in files[path]
    return {**files, path: files[path].replace(place, cursor, 1)}
