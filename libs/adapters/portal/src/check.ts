import { type CheckResult, type Tools, whoseFault } from '@lienthong/adapter-kit';
import type { PortalConfig } from './config';
import type { Dvcqg } from './dvcqg';

/** Door: the token is there. Portal: the log-in succeeds. Nothing is sent. */
export async function checkPortal({ source }: PortalConfig, portal: Dvcqg | undefined, tools: Tools): Promise<CheckResult[]> {
  const steps: Promise<CheckResult>[] = [];
  if (source)
    steps.push(
      step('door-token', { vi: 'Mã truy cập của cửa nhận', en: "The door's access token" }, async () => {
        if ((await tools.secret(source.tokenFile)) === '') throw new Error('empty');
      }),
    );
  if (portal) steps.push(step('login', { vi: 'Đăng nhập Cổng dịch vụ công', en: 'Log-in to the portal' }, () => portal.login()));
  return Promise.all(steps);
}

async function step(name: string, words: CheckResult['words'], attempt: () => Promise<void>): Promise<CheckResult> {
  try {
    await attempt();
    return { step: name, ok: true, words: { vi: `${words.vi}: được`, en: `${words.en}: good` } };
  } catch (cause) {
    const whose = whoseFault(cause);
    return { step: name, ok: false, words: { vi: `${words.vi}: không được, ${whose.vi}`, en: `${words.en}: failed, ${whose.en}` } };
  }
}
