import { bearerIn, type CheckResult, type HttpClient, statusFailure, type Tools } from '@lienthong/adapter-kit';
import { Failure } from '@lienthong/message';
import type { SinkConfig, WebhookConfig } from './config';
import { keysOf } from './sink';

/** Secrets are there and of their form; somebody answers at the address. Nothing is sent there but a question without content. */
export async function checkWebhook({ sink, source }: WebhookConfig, http: HttpClient, { secret }: Tools): Promise<CheckResult[]> {
  const steps: Promise<CheckResult>[] = [];
  if (sink) {
    steps.push(step('secret', { vi: 'Khóa ký webhook', en: 'Secret of the signatures' }, () => keysOf(sink, secret)));
    steps.push(step('receiver', { vi: 'Địa chỉ nhận của sở', en: "The department's receiver" }, () => ask(sink, http)));
  }
  if (source)
    steps.push(
      step('door-token', { vi: 'Mã truy cập của cửa nhận', en: "The door's access token" }, () => bearerIn(source.tokenFile, secret)),
    );
  return Promise.all(steps);
}

/** A receiver need not know HEAD: whatever it says is an answer, unless it says that it is broken or does not know us. */
async function ask({ url, timeout }: SinkConfig, http: HttpClient): Promise<void> {
  const failure = statusFailure(await http.request({ method: 'HEAD', url, timeoutMs: timeout }));
  if (failure?.kind === 'transient') throw failure;
}

async function step(name: string, words: CheckResult['words'], attempt: () => Promise<unknown>): Promise<CheckResult> {
  try {
    await attempt();
    return { step: name, ok: true, words: { vi: `${words.vi}: được`, en: `${words.en}: good` } };
  } catch (cause) {
    const reason = cause instanceof Failure ? Object.values(cause.detail).join(', ') : String(cause);
    return { step: name, ok: false, words: { vi: `${words.vi}: không được (${reason})`, en: `${words.en}: failed (${reason})` } };
  }
}
