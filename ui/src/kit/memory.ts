// What the window remembers about itself (columns, zoom). Nothing of a book goes here.

const PREFIX = 'shebao.';

export function recall<T>(key: string, fallback: T): T {
  try {
    const text = window.localStorage.getItem(PREFIX + key);
    return text === null ? fallback : (JSON.parse(text) as T);
  } catch {
    return fallback;
  }
}

export function remember(key: string, value: unknown): void {
  try {
    window.localStorage.setItem(PREFIX + key, JSON.stringify(value));
  } catch {
    // A web view without storage forgets its columns; nothing else is lost.
  }
}
