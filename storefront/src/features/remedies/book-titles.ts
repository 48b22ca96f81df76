/** The books by the codes the API gives them, as a reader would look them up. */
const titles: Readonly<Record<string, string>> = {
  boericke: 'W. Boericke, Pocket Manual of Homoeopathic Materia Medica (1927)',
  clarke: 'J. H. Clarke, A Dictionary of Practical Materia Medica (1900)',
  kent_lectures: 'J. T. Kent, Lectures on Homoeopathic Materia Medica (1911)',
};

export const bookTitle = (code: string): string => titles[code] ?? code;

/** `modalities / Worse` as `Modalities: worse`, `generals` as `Generals`. */
export function sectionTitle(section: string): string {
  const [first = '', ...rest] = section.split(' / ').map((part) => part.toLowerCase());
  const title = [first, ...rest].join(': ');
  return title.charAt(0).toUpperCase() + title.slice(1);
}
