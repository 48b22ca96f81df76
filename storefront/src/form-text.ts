/** The text of a field; empty when the field is missing or holds a file. */
export function formText(data: FormData, name: string): string {
  const value = data.get(name);
  return typeof value === 'string' ? value : '';
}

/** The form that a request carries. What is no form (JSON, a broken upload) has no fields: it is asked for like an empty one. */
export async function formOf(request: Request): Promise<FormData> {
  try {
    return await request.formData();
  } catch {
    return new FormData();
  }
}
