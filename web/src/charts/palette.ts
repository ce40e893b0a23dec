/** What the canvas is painted with; the same hues as styles/tokens.css. */
export interface Palette {
  text: string;
  quiet: string;
  grid: string;
  panel: string;
  border: string;
  observed: string;
  forecast: string;
  capacity: string;
  desired: string;
  mark: string;
}

const light: Palette = {
  text: '#1c2330', quiet: '#5f6b7e', grid: '#e8ebf0', panel: '#ffffff', border: '#d5dae2',
  observed: '#1c2330', forecast: '#3b6fe0', capacity: '#0f8a7e', desired: '#c26a12', mark: '#8b5cf6',
};

const dark: Palette = {
  text: '#e3e7ee', quiet: '#8e99ab', grid: '#232a36', panel: '#1a2029', border: '#313a49',
  observed: '#e8ecf3', forecast: '#5f93ff', capacity: '#2fc4b2', desired: '#f0a04b', mark: '#a78bfa',
};

export const paletteOf = (isDark: boolean) => (isDark ? dark : light);

/** How strongly a slice of the fan is painted: the likelier, the stronger. */
export const opacityOf = (coverage: number) =>
  coverage > 0.97 ? 0.1 : coverage > 0.92 ? 0.17 : coverage > 0.85 ? 0.25 : coverage > 0.6 ? 0.35 : 0.52;
