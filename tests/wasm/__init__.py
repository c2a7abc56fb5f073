"""The server in WebAssembly beside the one on this machine's Python: `make wasm`."""
