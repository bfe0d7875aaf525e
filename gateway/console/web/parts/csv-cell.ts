/** A cell for spreadsheets: quoted, and nothing that one of them would take for a formula (OWASP, CSV injection). */
export function csvCell(value: string | number): string {
  const text = String(value);
  return `"${(/^[=+\-@\t\r]/.test(text) ? `'${text}` : text).replaceAll('"', '""')}"`;
}
