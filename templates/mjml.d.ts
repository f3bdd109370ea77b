declare module 'mjml' {
  const mjml: (
    source: string,
    options?: {
      readonly validationLevel?: 'strict' | 'soft' | 'skip';
      readonly keepComments?: boolean;
      readonly fonts?: Readonly<Record<string, string>>;
    },
  ) => Promise<{ readonly html: string; readonly errors: readonly { readonly formattedMessage: string }[] }>;
  export = mjml;
}
