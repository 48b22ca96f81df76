type FormValue = string | number | readonly FormValue[] | { readonly [name: string]: FormValue };
export type FormFields = Readonly<Record<string, FormValue>>;

/** A form body with nesting in brackets, as Stripe reads it: `line_items[0][quantity]=1`. */
export function formOf(fields: FormFields): string {
  const form = new URLSearchParams();
  const add = (name: string, value: FormValue): void => {
    if (typeof value !== 'object') form.append(name, String(value));
    else for (const [key, inner] of Object.entries(value)) add(`${name}[${key}]`, inner);
  };
  for (const [name, value] of Object.entries(fields)) add(name, value);
  return form.toString();
}
