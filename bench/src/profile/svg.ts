import type { Frame } from './read';

const [width, rowHeight, least] = [1_600, 16, 0.6];

/** A flame graph: who called whom from below to above, as wide as it took. Names appear as tool tips in any browser. */
export function flameGraph(title: string, root: Frame): string {
  const boxes: string[] = [];
  let deepest = 0;
  const draw = (frame: Frame, x: number, depth: number): void => {
    const w = (frame.micros / root.micros) * width;
    if (w < least) return;
    deepest = Math.max(deepest, depth);
    boxes.push(box(frame, { x, w, depth }, root));
    let at = x;
    for (const child of [...frame.children].sort((a, b) => b.micros - a.micros)) {
      draw(child, at, depth + 1);
      at += (child.micros / root.micros) * width;
    }
  };
  draw(root, 0, 0);
  const height = (deepest + 3) * rowHeight;
  const upside = `<g transform="translate(0 ${height - rowHeight}) scale(1 -1)">${boxes.join('')}</g>`;
  const style = '<style>text{font:11px sans-serif;pointer-events:none}</style>';
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}">${style}<text x="4" y="12">${escape(`${title}: ${(root.micros / 1e6).toFixed(1)} s`)}</text>${upside}</svg>\n`;
}

interface Place {
  readonly x: number;
  readonly w: number;
  readonly depth: number;
}

function box({ name, place, micros }: Frame, { x, w, depth }: Place, root: Frame): string {
  const y = depth * rowHeight;
  const words = escape(`${name} ${place} ${((micros / root.micros) * 100).toFixed(1)} %`);
  const label = w > 40 ? `<text x="2" y="-4" transform="scale(1 -1)">${escape(name.slice(0, Math.floor(w / 6.5)))}</text>` : '';
  const rect = `<rect width="${w.toFixed(1)}" height="${rowHeight - 1}" fill="${colour(place)}"><title>${words}</title></rect>`;
  return `<g transform="translate(${x.toFixed(1)} ${y})">${rect}${label}</g>`;
}

/** One tone for each of our libraries and packages, grey for the engine. */
function colour(place: string): string {
  if (place === '') return '#ddd';
  const key = /^libs\/[^/]+|^apps\/[^/]+/.exec(place)?.[0] ?? place;
  const hue = Buffer.from(key).reduce((sum, byte) => (sum * 31 + byte) % 360, 7);
  return `hsl(${hue} ${place.startsWith('libs') || place.startsWith('apps') ? 75 : 35}% 70%)`;
}

const escape = (text: string): string => text.replace(/[&<>"]/g, (character) => `&#${character.charCodeAt(0)};`);
