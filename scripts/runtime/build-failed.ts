/** The sources do not build; the message holds what the tool said. */
export class BuildFailed extends Error {
  constructor(name: string, output: string) {
    super(`The build of ${name} failed:\n\n${output.trim()}`);
    this.name = 'BuildFailed';
  }
}
