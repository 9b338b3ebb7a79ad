/** Our environment with some variables more. */
export const inherited = (more: Readonly<Record<string, string | undefined>>): NodeJS.ProcessEnv => ({ ...process.env, ...more });
