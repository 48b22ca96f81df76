import { forms, isFormCode } from '../form.ts';
import { drawContainer, type Panel } from './containers.ts';
import { fitText, type SetLines, squeeze, textWidth, xmlText } from './fit-text.ts';

/** What is printed on a label. Names are those of the rows they come from; only printed facts belong here. */
export type LabelFacts = {
  readonly productName: string;
  /** A form code; anything else (an imported registry's form) is drawn as a bottle and named as it is. */
  readonly form: string;
  readonly potencyLabel: string | null;
  readonly packLabel: string;
  readonly brandName: string;
  /** CSS hex colour; anything else becomes bottle green. */
  readonly brandColour: string;
  readonly manufacturer: string;
  readonly licenceNumber: string | null;
  readonly alcoholPermille: number | null;
};

const PAPER = '#fbf8f1';
const INK = '#1c2321';
const QUIET = '#565c58';
const HAIRLINE = '#c9c0ad';
const AMBER = '#8f4a0f';
const BOTTLE_GREEN = '#1f4d3a';
const SERIF =
  "Fraunces,'Iowan Old Style',Palatino,'Palatino Linotype','Book Antiqua',Georgia,'Tiro Devanagari Hindi',serif";
const SANS = "'Instrument Sans','Helvetica Neue',Helvetica,Arial,'Noto Sans Devanagari',sans-serif";

/** Draws a product's label on its container as a self-contained SVG of 480 x 640: no script, no reference to outside. */
export function drawLabel(facts: LabelFacts): string {
  const colour = /^#(?:[0-9a-f]{3}){1,2}$/i.test(facts.brandColour) ? facts.brandColour : BOTTLE_GREEN;
  const container = isFormCode(facts.form) ? forms[facts.form].container : 'bottle';
  const { panel, behind, over } = drawContainer(container, colour);
  const title = [facts.productName, facts.potencyLabel, facts.packLabel, facts.brandName].filter(Boolean).join(', ');
  return [
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 480 640" width="480" height="640" role="img">',
    `<title>${xmlText(title)}</title>`,
    behind,
    paper(panel, colour),
    over,
    `<g text-anchor="middle" font-family="${SANS}" fill="${INK}">`,
    ...printed(facts, panel, colour),
    '</g>',
    '</svg>',
  ].join('');
}

const BAND_PX = 46;
const CHIP_PX = 44;

function paper({ x, y, width, height }: Panel, colour: string): string {
  return [
    `<path d="M${x} ${y}h${width}v${height}h${-width}z" fill="${PAPER}"/>`,
    `<path d="M${x} ${y}h${width}v${BAND_PX}h${-width}z" fill="${colour}"/>`,
    `<path d="M${x} ${y + BAND_PX + 4}h${width}M${x} ${y + height - 8}h${width}" stroke="${colour}"/>`,
    `<path d="M${x} ${y + height - 5}h${width}v5h${-width}z" fill="${colour}"/>`,
  ].join('');
}

type Line = { text: string; y: number; sizePx: number; spacingPx?: number; attributes?: string };

function printed(facts: LabelFacts, panel: Panel, colour: string): string[] {
  const { y, width, height } = panel;
  const middle = panel.x + width / 2;
  const inner = width - 44;
  const set = ({ text, y: baseline, sizePx, spacingPx = 0, attributes = '' }: Line) => {
    const spacing = spacingPx === 0 ? '' : ` letter-spacing="${spacingPx}"`;
    const fitted = squeeze(text, sizePx, inner, spacingPx);
    return `<text x="${middle}" y="${round(baseline)}" font-size="${sizePx}"${spacing}${fitted}${attributes}>${xmlText(text)}</text>`;
  };
  const bottom = smallPrint(facts);
  const footTop = y + height - 22 - 14 * bottom.length;
  const chipPx = facts.potencyLabel === null ? 0 : CHIP_PX + 14;
  const top = y + BAND_PX + 32;
  const room = footTop - top - 58 - chipPx;
  const name = fitName(latinName(facts), inner, room);
  const leading = name.sizePx * 1.08;
  const start = top + (room - leading * name.lines.length) / 2;
  const afterName = start + leading * name.lines.length;
  const chipTop = afterName + 26;
  const packAt = chipTop + chipPx + 14;
  const brand = facts.brandName.toUpperCase();
  const brandPx = Math.max(9, Math.min(17, Math.floor((17 * inner) / textWidth(brand, 17, 2.4))));
  const ink = ` fill="${onColour(colour)}" font-weight="600"`;
  return [
    set({ text: brand, y: y + 24 + brandPx / 3, sizePx: brandPx, spacingPx: brandPx / 7, attributes: ink }),
    set({
      text: 'HOMOEOPATHIC MEDICINE',
      y: y + BAND_PX + 23,
      sizePx: 10.5,
      spacingPx: 1.8,
      attributes: ` fill="${QUIET}"`,
    }),
    ...name.lines.map((text, line) =>
      set({
        text,
        y: start + leading * line + name.sizePx * 0.86,
        sizePx: name.sizePx,
        attributes: ` font-family="${SERIF}" font-style="italic" font-weight="500"`,
      }),
    ),
    ornament(middle, afterName + 12, inner),
    facts.potencyLabel === null ? '' : potencyChip(facts.potencyLabel, middle, chipTop),
    set({ text: packLine(facts), y: packAt, sizePx: 15.5, attributes: ' font-weight="500"' }),
    ...bottom.map((text, line) =>
      set({ text, y: footTop + 10 + 14 * line, sizePx: 10.5, attributes: ` fill="${QUIET}"` }),
    ),
  ];
}

const round = (pixels: number) => Math.round(pixels * 10) / 10;

/** The largest setting of the name, in at most three lines, that leaves room for what stands below it. */
function fitName(name: string, widthPx: number, heightPx: number): SetLines {
  const sizesPx = [46, 42, 38, 34, 30, 27, 24, 21, 18];
  for (const from of sizesPx.keys()) {
    const set = fitText(name, widthPx * 0.94, 3, sizesPx.slice(from));
    if (set.lines.length * set.sizePx * 1.08 <= heightPx) return set;
  }
  return fitText(name, widthPx * 0.94, 2, [16]);
}

/** The name without the form, which stands on its own line: a single medicine is known by its Latin name alone. */
function latinName({ productName, form }: LabelFacts): string {
  const formName = isFormCode(form) ? forms[form].name.en : form;
  const shorter = productName.toLowerCase().endsWith(` ${formName.toLowerCase()}`)
    ? productName.slice(0, -formName.length - 1)
    : productName;
  return shorter.replace(/[\s,:–-]+$/, '') || productName;
}

function packLine({ form, packLabel }: LabelFacts): string {
  return `${isFormCode(form) ? forms[form].name.en : form}  ·  ${packLabel}`;
}

function smallPrint({ alcoholPermille, form, manufacturer, licenceNumber }: LabelFacts): string[] {
  const liquid = !isFormCode(form) || forms[form].liquid;
  return [
    ...(liquid && alcoholPermille !== null ? [`Alcohol ${alcoholPermille / 10} % v/v`] : []),
    `Made by ${manufacturer}`,
    ...(licenceNumber === null ? [] : [`Mfg. Lic. No. ${licenceNumber}`]),
  ];
}

/** A fine rule with a lozenge in its middle. */
function ornament(x: number, y: number, width: number): string {
  const half = Math.min(width, 190) / 2;
  return (
    `<path d="M${x - half} ${round(y)}h${half - 12}m24 0h${half - 12}" stroke="${HAIRLINE}" fill="none"/>` +
    `<path d="M${x} ${round(y - 5)}l5 5-5 5-5-5z" fill="${AMBER}"/>`
  );
}

/** The potency looks the same wherever it stands: amber, framed, upright figures. */
function potencyChip(label: string, x: number, y: number): string {
  const sizePx = 27;
  const width = Math.max(84, Math.min(200, textWidth(label, sizePx) + 44));
  return (
    `<rect x="${round(x - width / 2)}" y="${round(y)}" width="${round(width)}" height="${CHIP_PX}" rx="5" fill="#fdf1e1" stroke="${AMBER}" stroke-width="1.5"/>` +
    `<text x="${x}" y="${round(y + 31.5)}" font-family="${SERIF}" font-size="${sizePx}" font-weight="600" fill="${AMBER}"${squeeze(label, sizePx, width - 20)}>${xmlText(label)}</text>`
  );
}

/** Paper or ink, whichever reads better on the colour (relative luminance of WCAG 2). */
function onColour(colour: string): string {
  const digits = colour.length === 4 ? colour.slice(1).replace(/./g, '$&$&') : colour.slice(1);
  const [red = 0, green = 0, blue = 0] = (digits.match(/../g) ?? []).map((pair) => {
    const share = Number.parseInt(pair, 16) / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue > 0.24 ? INK : PAPER;
}
