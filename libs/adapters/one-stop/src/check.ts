import { type CheckResult, type HttpClient, statusFailure, whoseFault } from '@lienthong/adapter-kit';
import type { OneStopConfig } from './config';

/** Asks for one change without waiting and acknowledges nothing: address and key in one question. */
export async function checkOneStop({ baseUrl }: OneStopConfig, http: HttpClient): Promise<CheckResult[]> {
  try {
    const failure = statusFailure(await http.request({ method: 'GET', url: `${baseUrl}/v1/changes?limit=1&wait=0` }));
    if (failure) throw failure;
    return [{ step: 'changes', ok: true, words: { vi: 'Hệ thống một cửa trả lời', en: 'The one-stop system answers' } }];
  } catch (cause) {
    const whose = whoseFault(cause);
    const words = { vi: `Hệ thống một cửa không dùng được, ${whose.vi}`, en: `The one-stop system cannot be used, ${whose.en}` };
    return [{ step: 'changes', ok: false, words }];
  }
}
