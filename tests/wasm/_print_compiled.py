"""Run in Pyodide: import the protocol as a start does; print what attrs compiles meanwhile."""

import importlib

import wasm_start

compiled: list[str] = []


def noted(script: str, filename: str, mode: str) -> object:
    compiled.append(filename)
    return compile(script, filename, mode)


wasm_start.find_once()
wasm_start.define_quickly()
vars(wasm_start)["compile"] = noted
importlib.import_module("portlens.lsp.protocol")
importlib.import_module("attrs").make_class("Late", ["field"])
print(" ".join(compiled))  # noqa: T201
