import { useSyncExternalStore } from 'react';

export type Theme = 'system' | 'light' | 'dark';

const storageKey = 'headroom-theme';
const listeners = new Set<() => void>();
const systemIsDark = () => window.matchMedia?.('(prefers-color-scheme: dark)').matches ?? false;

function current(): Theme {
  const chosen = document.documentElement.dataset['theme'];
  return chosen === 'light' || chosen === 'dark' ? chosen : 'system';
}

function subscribe(listener: () => void): () => void {
  const media = window.matchMedia?.('(prefers-color-scheme: dark)');
  listeners.add(listener);
  media?.addEventListener('change', listener);
  return () => {
    listeners.delete(listener);
    media?.removeEventListener('change', listener);
  };
}

export function setTheme(theme: Theme): void {
  if (theme === 'system') {
    delete document.documentElement.dataset['theme'];
  } else {
    document.documentElement.dataset['theme'] = theme;
  }

  try {
    localStorage.setItem(storageKey, theme);
  } catch {
    // Storage is blocked: the choice lasts as long as the page.
  }

  listeners.forEach((notify) => notify());
}

export const useTheme = () => useSyncExternalStore(subscribe, current);

/** What is on the screen, for what CSS cannot colour. */
export const useIsDark = () =>
  useSyncExternalStore(subscribe, () => current() === 'dark' || (current() === 'system' && systemIsDark()));
