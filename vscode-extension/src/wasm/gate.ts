/**
 * Stands between client and server where files come late: an answer in which a file is missing
 * that the server has asked for is not passed on; the question is put again once the file is there.
 * Knows no thread and no editor.
 */

interface Message {
  readonly id?: number | string | null;
  readonly method?: string;
}

type Id = number | string;

export interface Around {
  /** Whether the server has asked for files that are not there yet. */
  isWaiting(): boolean;
  toServer(message: unknown): void;
  toClient(message: unknown): void;
}

/** A question of the client that has no answer yet. */
interface Question {
  readonly message: unknown;
  /** Files have changed since the server was asked last. */
  isStale: boolean;
  /** The server has answered, and not all was there. */
  isHeld: boolean;
  rounds: number;
}

/** Folders in each other and files that name each other are never that deep. */
const MOST_ROUNDS = 200;

const CANCELLED = { code: -32800, message: "cancelled" };

export class Gate {
  private readonly questions = new Map<Id, Question>();

  constructor(private readonly around: Around) {}

  fromClient(message: unknown): void {
    const { id, method } = message as Message;
    // The others are about the server itself: `initialize`, `shutdown`.
    if (isId(id) && method?.includes("/")) {
      this.questions.set(id, { message, isStale: false, isHeld: false, rounds: 0 });
    } else if (method === "$/cancelRequest" && this.cancelHeld(message)) {
      return;
    }
    this.around.toServer(message);
  }

  fromServer(message: unknown): void {
    const { id, method } = message as Message;
    const question = isId(id) && method === undefined ? this.questions.get(id) : undefined;
    if (isId(id) && question && question.rounds < MOST_ROUNDS) {
      if (this.around.isWaiting()) {
        question.isHeld = true;
        return;
      }
      if (question.isStale) {
        this.askAgain(question);
        return;
      }
    }
    if (isId(id) && method === undefined) {
      this.questions.delete(id);
    }
    this.around.toClient(message);
  }

  /** Files have come or changed: the server looks at everything anew. */
  filesCame(): void {
    const params = { changes: [{ uri: "file:///", type: 2 }] }; // which one does not matter
    for (const question of this.questions.values()) {
      question.isStale = true;
    }
    this.around.toServer({ jsonrpc: "2.0", method: "workspace/didChangeWatchedFiles", params });
    for (const question of [...this.questions.values()].filter(({ isHeld }) => isHeld)) {
      this.askAgain(question);
    }
  }

  private askAgain(question: Question): void {
    question.isStale = false;
    question.isHeld = false;
    question.rounds++;
    this.around.toServer(question.message);
  }

  /** Let whatever answer pass that the client does not want; give one where the server has. */
  private cancelHeld(message: unknown): boolean {
    const { id } = (message as { params?: Message }).params ?? {};
    const question = isId(id) ? this.questions.get(id) : undefined;
    if (!isId(id) || !question) {
      return false;
    }
    this.questions.delete(id);
    if (!question.isHeld) {
      return false;
    }
    this.around.toClient({ jsonrpc: "2.0", id, error: CANCELLED });
    return true;
  }
}

function isId(id: unknown): id is Id {
  return typeof id === "number" || typeof id === "string";
}
