/** What the browser keeps between pages, in localStorage under the server's name. */

export class Store {
  /** Holds what the browser would not take: storage may be forbidden or full. */
  private readonly memory = new Map<string, string>();

  /** @param namespace keeps two servers on one website apart. */
  constructor(private readonly namespace: string) {}

  read<T>(key: string): T | null {
    const text = this.memory.get(key) ?? this.stored(key);
    if (text === null) return null;
    try {
      return JSON.parse(text) as T;
    } catch {
      return null; // somebody else wrote it
    }
  }

  write(key: string, value: unknown): void {
    const text = JSON.stringify(value);
    try {
      localStorage.setItem(this.name(key), text);
      this.memory.delete(key);
    } catch {
      this.memory.set(key, text);
    }
  }

  remove(key: string): void {
    this.memory.delete(key);
    try {
      localStorage.removeItem(this.name(key));
    } catch {
      // Nothing was kept.
    }
  }

  /** Call back when another tab changes a value. Returns a function that ends this. */
  onChange(key: string, changed: () => void): () => void {
    const listener = (event: StorageEvent): void => {
      if (event.key === this.name(key)) changed();
    };
    addEventListener("storage", listener);
    return () => removeEventListener("storage", listener);
  }

  private stored(key: string): string | null {
    try {
      return localStorage.getItem(this.name(key));
    } catch {
      return null;
    }
  }

  private name(key: string): string {
    return `footnote:${this.namespace}:${key}`;
  }
}
