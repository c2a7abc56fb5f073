/**
 * Files of an editor in the interpreter's own file system. A folder is listed and a file is read
 * when the server first asks for it: until then the answer is that it may not be read, and what was
 * asked for is noted down. Knows no thread and no editor.
 */

type Kind = "folder" | "file";

/** What the server has asked for: the names in a folder, or the bytes of a file. */
export interface Wanted {
  readonly path: string;
  readonly kind: Kind;
}

/** What the editor says of it; neither names nor content where it cannot be read. */
export interface Found {
  readonly path: string;
  readonly names?: Readonly<Record<string, Kind>>;
  readonly content?: Uint8Array;
}

export interface Change {
  readonly path: string;
  readonly kind: "created" | "changed" | "deleted";
}

export interface Limits {
  readonly names: number;
  readonly bytes: number;
}

/** More than a project has; past it, what else there is counts as what may not be read. */
export const LIMITS: Limits = { names: 100_000, bytes: 64 * 1024 * 1024 };

/** What is used of Emscripten's file system. */
export interface FileSystem {
  mkdirTree(path: string): void;
  mkdir(path: string): Node;
  create(path: string): Node;
  writeFile(path: string, content: string | Uint8Array): void;
  unlink(path: string): void;
  rmdir(path: string): void;
  utime(path: string, read: number, written: number): void;
  readdir(path: string): string[];
  analyzePath(path: string): { readonly exists: boolean };
  lookupPath(path: string): { readonly node: Node };
  isDir(mode: number): boolean;
  closeStream(fd: number): void;
  readonly ErrnoError: new (errno: number) => Error;
}

interface Node {
  readonly mode: number;
  node_ops: object;
  stream_ops: object;
}

/** A folder or file whose content the interpreter has not got. */
interface Closed {
  /** Asking again is of no use: it cannot be read, or is too much. */
  isRefused: boolean;
  open(): void;
}

const NOT_PERMITTED = 2; // EACCES, as the interpreter's C library counts

export class LazyFiles {
  private readonly wanted = new Map<string, Wanted>();
  private readonly asked = new Set<string>();
  private readonly closed = new Map<string, Closed>();
  private readonly sizes = new Map<string, number>();
  private readonly roots = new Set<string>();
  private names = 0;
  private changes = 0;
  private bytes = 0;
  private isFull = false;

  /** `onWanted` is called whenever something is asked for, `onFull` once if a limit is passed. */
  constructor(
    private readonly fs: FileSystem,
    private readonly onWanted: () => void,
    private readonly onFull: () => void,
    private readonly limits: Limits = LIMITS,
  ) {}

  /** Whether something was asked for that has not come yet. */
  get isWaiting(): boolean {
    return this.wanted.size > 0 || this.asked.size > 0;
  }

  /** Show a folder of the editor's. */
  addRoot(path: string): void {
    this.roots.add(path);
    if (!this.exists(path)) {
      this.fs.mkdirTree(folderOf(path));
      this.close(path, "folder", this.fs.mkdir(path));
    }
  }

  /** Return what is to be asked of the editor now; nothing is returned twice. */
  take(): readonly Wanted[] {
    const all = [...this.wanted.values()];
    this.wanted.clear();
    for (const { path } of all) {
      this.asked.add(path);
    }
    return all;
  }

  /** Let the server see what the editor has found. */
  put({ path, names, content }: Found): void {
    this.asked.delete(path);
    const closed = this.closed.get(path);
    if (!closed) {
      return; // it was deleted meanwhile
    }
    if (names) {
      this.open(path);
      this.list(path, names);
    } else if (content && this.bytes + content.length <= this.limits.bytes) {
      this.open(path);
      this.fs.writeFile(path, content);
      this.sizes.set(path, content.length);
      this.bytes += content.length;
    } else {
      closed.isRefused = true;
      if (content) {
        this.tellFull();
      }
    }
  }

  /** Forget what a change has made untrue; tell whether the server may have seen that. */
  change({ path, kind }: Change): boolean {
    switch (kind) {
      case "created":
        return this.shut(folderOf(path), "folder");
      case "changed":
        return this.shut(path, "file");
      case "deleted": {
        const isThere = this.exists(path);
        if (isThere) {
          this.remove(path);
        }
        return isThere;
      }
    }
  }

  private list(folder: string, names: Readonly<Record<string, Kind>>): void {
    for (const name of this.namesIn(folder)) {
      if (!Object.hasOwn(names, name)) {
        this.remove(`${folder}/${name}`);
      }
    }
    // However many names one folder has, there is room for those after it.
    const most = this.names + Math.ceil((this.limits.names - this.names) / 2);
    for (const [name, kind] of Object.entries(names)) {
      const path = `${folder}/${name}`;
      if (this.names >= most) {
        this.tellFull();
        return;
      }
      if (!this.exists(path)) {
        this.names++;
        this.close(path, kind, kind === "folder" ? this.fs.mkdir(path) : this.fs.create(path));
      }
    }
  }

  /** Shut what is open, so that it is asked for anew. */
  private shut(path: string, kind: Kind): boolean {
    const closed = this.closed.get(path);
    if (closed) {
      const wasRefused = closed.isRefused;
      closed.isRefused = false;
      return wasRefused;
    }
    // A folder above the editor's own is the interpreter's, and stays open.
    if (!this.exists(path) || (kind === "folder" && !this.isOurs(path))) {
      return false;
    }
    const { node } = this.fs.lookupPath(path);
    if (this.fs.isDir(node.mode) !== (kind === "folder")) {
      return false;
    }
    this.forgetSize(path);
    // Who kept the text by the file's time is to ask for it again.
    this.fs.utime(path, this.changes, ++this.changes);
    this.close(path, kind, node);
    return true;
  }

  private close(path: string, kind: Kind, node: Node): void {
    const { node_ops, stream_ops } = node;
    const entry: Closed = {
      isRefused: false,
      open: () => {
        node.node_ops = node_ops;
        node.stream_ops = stream_ops;
      },
    };
    const refuse = () => {
      if (!entry.isRefused && !this.asked.has(path)) {
        this.wanted.set(path, { path, kind });
        this.onWanted();
      }
      return new this.fs.ErrnoError(NOT_PERMITTED);
    };
    const no = () => {
      throw refuse();
    };
    if (kind === "folder") {
      node.node_ops = { ...node_ops, lookup: no, readdir: no };
    } else {
      const open = (stream: { readonly fd: number }) => {
        this.fs.closeStream(stream.fd); // it was given its number before anybody is asked
        throw refuse();
      };
      node.stream_ops = { ...stream_ops, open };
    }
    this.closed.set(path, entry);
  }

  private open(path: string): void {
    this.closed.get(path)?.open();
    this.closed.delete(path);
    this.wanted.delete(path);
  }

  private remove(path: string): void {
    this.open(path);
    const { node } = this.fs.lookupPath(path);
    if (this.fs.isDir(node.mode)) {
      for (const name of this.namesIn(path)) {
        this.remove(`${path}/${name}`);
      }
      this.fs.rmdir(path);
    } else {
      this.fs.unlink(path);
    }
    this.forgetSize(path);
    this.names--;
  }

  private forgetSize(path: string): void {
    this.bytes -= this.sizes.get(path) ?? 0;
    this.sizes.delete(path);
  }

  private isOurs(path: string): boolean {
    return [...this.roots].some((root) => `${path}/`.startsWith(`${root}/`));
  }

  private namesIn(folder: string): string[] {
    return this.fs.readdir(folder).filter((name) => name !== "." && name !== "..");
  }

  /** Ask the file system without asking the editor. */
  private exists(path: string): boolean {
    return !this.closed.has(folderOf(path)) && this.fs.analyzePath(path).exists;
  }

  private tellFull(): void {
    if (!this.isFull) {
      this.isFull = true;
      this.onFull();
    }
  }
}

function folderOf(path: string): string {
  return path.slice(0, path.lastIndexOf("/")) || "/";
}
