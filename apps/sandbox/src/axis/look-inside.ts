const entities: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" };

/** Title and notation for the lists, when the document shows them; the axis carries what it cannot read all the same. */
export function lookInside(file: Buffer): { readonly title?: string; readonly notation?: string } {
  const head = file.subarray(0, 65_536).toString('utf8');
  const title = textOf(head, 'Subject');
  const notation = [textOf(head, 'CodeNumber'), textOf(head, 'CodeNotation')].filter((part) => part !== undefined).join('/');
  return { ...(title === undefined ? {} : { title }), ...(notation === '' ? {} : { notation }) };
}

function textOf(xml: string, element: string): string | undefined {
  const raw = new RegExp(`<(?:[\\w-]+:)?${element}\\s*>([^<]{1,2000})</`).exec(xml)?.[1];
  return raw?.replace(/&(\w+);/g, (whole, name: string) => entities[name] ?? whole).trim();
}
