import { html, type SafeHtml } from '#modules/campaigns';
import type { JsonSchema } from '../openapi/schema-book.ts';

const MAX_SHOWN_VALUES = 12;

/** The name of a schema that a `$ref` points to. */
const nameOf = (ref: string): string => ref.slice(ref.lastIndexOf('/') + 1);

/** The fields of an object as rows, those of objects inside it below them with their path. */
export function fieldsTable(schema: JsonSchema): SafeHtml {
  const rows = fieldRows(schema, '');
  if (rows.length === 0) return html``;
  return html`<table><thead><tr><th>Field</th><th>Type</th><th>Meaning</th></tr></thead><tbody>${rows}</tbody></table>`;
}

function fieldRows(schema: JsonSchema, prefix: string): SafeHtml[] {
  const required = new Set(schema.required ?? []);
  return Object.entries(schema.properties ?? {}).flatMap(([name, field]) => [
    fieldRow(prefix + name, field, required.has(name)),
    ...fieldRows(field, `${prefix}${name}.`),
    ...(field.items?.properties === undefined ? [] : fieldRows(field.items, `${prefix}${name}[].`)),
  ]);
}

export function fieldRow(name: string, schema: JsonSchema, required: boolean): SafeHtml {
  return html`<tr><td><code>${name}</code>${required ? html`` : html` <small>optional</small>`}</td><td>${typeHtml(schema)}</td>
    <td>${meaning(schema)}</td></tr>`;
}

function typeHtml(schema: JsonSchema): SafeHtml {
  if (schema.$ref !== undefined) return schemaLink(schema.$ref);
  const choices = schema.anyOf ?? schema.oneOf;
  if (Array.isArray(choices)) return joined((choices as JsonSchema[]).map(typeHtml), ' or ');
  if (schema.type === 'array') return html`list of ${schema.items === undefined ? 'anything' : typeHtml(schema.items)}`;
  if (Array.isArray(schema.enum))
    return joined(schema.enum.slice(0, MAX_SHOWN_VALUES).map(code), ' ', schema.enum.length);
  if (schema.const !== undefined) return code(schema.const);
  const type = [schema.type ?? 'anything'].flat().join(' or ');
  return typeof schema.format === 'string' ? html`${type} (${schema.format})` : html`${type}`;
}

const code = (value: unknown): SafeHtml => html`<code>${String(value)}</code>`;

function joined(parts: readonly SafeHtml[], between: string, of = parts.length): SafeHtml {
  const list = parts.map((part, at) => (at === 0 ? part : html`${between}${part}`));
  return of > parts.length ? html`${list} and ${of - parts.length} more` : html`${list}`;
}

function meaning(schema: JsonSchema): SafeHtml {
  const { description = '', default: preset, minimum, maximum, maxLength, maxItems } = schema;
  const limits = [
    minimum === undefined ? '' : `from ${minimum}`,
    maximum === undefined ? '' : `up to ${maximum}`,
    maxLength === undefined ? '' : `at most ${maxLength} characters`,
    maxItems === undefined ? '' : `at most ${maxItems} entries`,
    preset === undefined ? '' : `default ${JSON.stringify(preset)}`,
  ].filter((limit) => limit !== '');
  return html`${withCode(description)}${description !== '' && limits.length > 0 ? '. ' : ''}<small>${limits.join(', ')}</small>`;
}

export function schemaLink(ref: string): SafeHtml {
  return html`<a href="#schema-${nameOf(ref)}">${nameOf(ref)}</a>`;
}

/** `code` in descriptions is Markdown, for programs; a page has its own way. */
export function withCode(text: string): SafeHtml[] {
  return text.split('`').map((part, at) => (at % 2 === 1 ? code(part) : html`${part}`));
}
