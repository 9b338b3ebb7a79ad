declare module '*/.dependency-cruiser.cjs' {
  const config: { readonly forbidden: readonly { readonly name: string; readonly comment: string }[] };
  export default config;
}
