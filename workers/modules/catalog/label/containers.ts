import type { Container } from '../form.ts';

/** Where the paper label sits on a container, in the drawing's pixels (480 x 640). */
export type Panel = { readonly x: number; readonly y: number; readonly width: number; readonly height: number };

export type ContainerDrawing = { readonly panel: Panel; readonly behind: string; readonly over: string };

const GLASS = '#8a4513';
const GLASS_DEEP = '#5e2c0b';
const CAP = '#1c2321';

const shape = (d: string, fill: string, opacity = 1) =>
  `<path d="${d}" fill="${fill}"${opacity < 1 ? ` opacity="${opacity}"` : ''}/>`;

const shadow = (cx: number, cy: number, rx: number) =>
  `<ellipse cx="${cx}" cy="${cy}" rx="${rx}" ry="9" fill="#1c2321" opacity=".13"/>`;

/** A label wraps round: its edges turn away from the light. */
function curve({ x, y, width, height }: Panel): string {
  const strip = (from: number, size: number, fill: string, opacity: number) =>
    shape(`M${from} ${y}h${size}v${height}h${-size}z`, fill, opacity);
  return [
    ...[0, 1, 2].map((step) => strip(x, 22 - 7 * step, CAP, 0.045)),
    ...[0, 1, 2].map((step) => strip(x + width - 30 + 9 * step, 30 - 9 * step, CAP, 0.05)),
    strip(x + 12, 5, '#fff', 0.4),
  ].join('');
}

const ridges = (x: number, y: number, width: number, height: number) =>
  Array.from({ length: Math.floor(width / 12) }, (_, at) =>
    shape(`M${x + 6 + 12 * at} ${y}h3v${height}h-3z`, '#fff', 0.1),
  ).join('');

function dropperBottle(): ContainerDrawing {
  const panel = { x: 84, y: 238, width: 312, height: 344 };
  const behind = [
    shadow(240, 622, 166),
    shape('M218 34q0-22 22-22t22 22v62h-44z', '#3a3f3c'),
    shape('M224 34q0-14 9-16v76h-9z', '#fff', 0.14),
    shape('M194 96h92q6 0 6 6v54h-104v-54q0-6 6-6z', CAP),
    ridges(190, 100, 100, 54),
    shape('M200 156h80v22q0 10 34 20 82 22 82 74v322q0 26-26 26H110q-26 0-26-26V272q0-52 82-74 34-10 34-20z', GLASS),
    shape('M200 156h80v8h-80z', GLASS_DEEP, 0.6),
    shape('M110 250q8-28 66-42l8 6q-54 16-62 40v330q0 14 6 24h-6q-12-6-12-24z', '#fff', 0.22),
    shape('M396 272v322q0 26-26 26h-30q30-2 30-30V270q0-40-60-62 86 14 86 64z', GLASS_DEEP, 0.55),
  ];
  return { panel, behind: behind.join(''), over: curve(panel) };
}

function bottle(): ContainerDrawing {
  const panel = { x: 72, y: 216, width: 336, height: 364 };
  const behind = [
    shadow(240, 622, 182),
    shape('M184 20h112q8 0 8 8v66h-128v-66q0-8 8-8z', CAP),
    ridges(178, 26, 124, 64),
    shape('M176 88h128v8h-128z', '#000', 0.3),
    shape('M190 96h100v36q0 14 40 26 78 22 78 70v368q0 24-24 24H96q-24 0-24-24V228q0-48 78-70 40-12 40-26z', GLASS),
    shape('M190 96h100v9H190z', GLASS_DEEP, 0.6),
    shape('M98 214q8-26 66-40l8 6q-54 14-60 38v364q0 16 6 24h-8q-12-4-12-26z', '#fff', 0.22),
    shape('M408 228v368q0 24-24 24h-32q30-2 30-30V226q0-36-58-58 84 14 84 60z', GLASS_DEEP, 0.55),
  ];
  return { panel, behind: behind.join(''), over: curve(panel) };
}

function vial(): ContainerDrawing {
  const panel = { x: 102, y: 262, width: 276, height: 318 };
  const behind = [
    shadow(240, 622, 150),
    shape('M216 16h48q7 0 9 8l19 96H188l19-96q2-8 9-8z', '#f1ede2'),
    shape('M216 16h10l-24 104h-14l19-96q2-8 9-8z', '#fff', 0.9),
    shape('M264 16q7 0 9 8l19 96h-18l-20-104z', '#1c2321', 0.12),
    shape('M182 120h116v44H182z', '#e3ddcd'),
    ridges(184, 122, 112, 40).replaceAll('#fff', '#1c2321'),
    shape('M198 164h84v16q0 10 26 18 70 20 70 62v334q0 26-26 26H128q-26 0-26-26V260q0-42 70-62 26-8 26-18z', '#e9efec'),
    shape('M378 260v334q0 26-26 26h-28q28-2 28-30V258q0-32-52-54 78 12 78 56z', '#1c2321', 0.14),
    shape('M118 250q8-22 56-34l6 5q-44 12-50 34v322q0 18 6 26h-8q-10-4-10-26z', '#fff', 0.8),
  ];
  return { panel, behind: behind.join(''), over: curve(panel) };
}

function globuleTube(brandColour: string): ContainerDrawing {
  const panel = { x: 124, y: 118, width: 232, height: 392 };
  const beads = [0, 1, 2, 3].flatMap((row) =>
    Array.from({ length: 12 - (row % 2) }, (_, at) => {
      const edge = row === 3 ? 26 : 0;
      const cx = 141 + 18 * at + 9 * (row % 2);
      return cx < 135 + edge || cx > 345 - edge ? '' : `<circle cx="${cx}" cy="${528 + 19 * row}" r="9.4"/>`;
    }),
  );
  const behind = [
    shadow(240, 622, 112),
    shape('M132 18h216q8 0 8 8v66H124V26q0-8 8-8z', brandColour),
    shape('M144 18h14v74h-14z', '#fff', 0.25),
    shape('M322 18h26q8 0 8 8v66h-34z', '#000', 0.2),
    shape('M124 92h232v462q0 56-56 64h-120q-56-8-56-64z', '#e6ece8'),
    `<g fill="#fffdf6" stroke="#cfc7b4">${beads.join('')}</g>`,
    shape('M138 512h10v48q2 30 14 42-24-10-24-48z', '#fff', 0.8),
    shape('M356 92v462q0 56-56 64 30-12 30-64V92z', '#1c2321', 0.1),
  ];
  return { panel, behind: behind.join(''), over: curve(panel) };
}

function tin(brandColour: string): ContainerDrawing {
  const panel = { x: 52, y: 208, width: 376, height: 360 };
  const behind = [
    shadow(240, 612, 200),
    shape('M44 176h392v404q0 30-196 30T44 580z', '#d7d3c8'),
    shape('M36 92q0-34 204-34t204 34v82q0 22-204 22T36 174z', brandColour),
    shape('M36 92q0-34 204-34t204 34-204 34T36 92z', '#fff', 0.18),
    shape('M62 92q0-22 178-22t178 22-178 22T62 92z', '#fff', 0.12),
    shape('M36 174q0 22 204 22t204-22v12q0 22-204 22T36 186z', '#000', 0.28),
    shape('M400 110l44-18v82q0 8-44 14z', '#000', 0.16),
  ];
  return { panel, behind: behind.join(''), over: curve(panel) };
}

function ointmentTube(brandColour: string): ContainerDrawing {
  const panel = { x: 112, y: 84, width: 256, height: 424 };
  const behind = [
    shadow(240, 628, 74),
    shape('M84 14h312v34H84z', '#cfcabc'),
    Array.from({ length: 25 }, (_, at) => shape(`M${90 + 12 * at} 14h4v34h-4z`, '#1c2321', 0.12)).join(''),
    shape('M84 48h312l-26 472q-2 30-62 34H172q-60-4-62-34z', '#f3efe4'),
    shape('M84 48h28l22 470q2 22 16 32-40-6-40-30z', '#1c2321', 0.07),
    shape('M396 48h-36l-16 466q-2 30-26 40 50-6 52-34z', '#1c2321', 0.12),
    shape('M180 552h120v12H180z', '#d7d3c8'),
    shape('M174 562h132l-8 58q-1 8-9 8h-98q-8 0-9-8z', brandColour),
    Array.from({ length: 9 }, (_, at) => shape(`M${184 + 13 * at} 566h3v58h-3z`, '#000', 0.16)).join(''),
  ];
  return { panel, behind: behind.join(''), over: '' };
}

/** Draws an empty container and says where its label goes. */
export function drawContainer(container: Container, brandColour: string): ContainerDrawing {
  switch (container) {
    case 'dropper_bottle':
      return dropperBottle();
    case 'bottle':
      return bottle();
    case 'vial':
      return vial();
    case 'globule_tube':
      return globuleTube(brandColour);
    case 'tin':
      return tin(brandColour);
    case 'ointment_tube':
      return ointmentTube(brandColour);
  }
}
