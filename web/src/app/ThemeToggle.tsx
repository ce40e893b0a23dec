import { setTheme, useTheme, type Theme } from './theme';

const next: Record<Theme, Theme> = { system: 'light', light: 'dark', dark: 'system' };
const symbol: Record<Theme, string> = { system: '◐', light: '☀', dark: '☾' };

export function ThemeToggle() {
  const theme = useTheme();
  const label = `Theme: ${theme}. Change to ${next[theme]}`;
  return (
    <button
      type="button" className="button icon" data-testid="theme-toggle" aria-label={label} title={label}
      onClick={() => setTheme(next[theme])}
    >
      {symbol[theme]}
    </button>
  );
}
