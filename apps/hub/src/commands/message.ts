import { queueRetentionDays } from '@lienthong/kafka';
import { type MessageFilter, type MessageLine, eraseMessage, listMessages, readVerdict } from '@lienthong/store';
import type { Command } from 'commander';
import { validate as isUuid, v7 as newId } from 'uuid';
import { acting } from '../acting';
import { CommandError } from '../complaint/command-error';
import { withLedger } from '../database';
import { type Place, withPlace } from '../settings';
import { type Lang, explained, facts, localTime, print } from '../terminal';
import { printSender } from '../verify/print-record';
import { type SubmitOptions, submitFiles } from './submit';

type ListOptions = Place & { readonly json?: boolean; readonly since?: string; readonly subject?: string; readonly lang: Lang };
type EraseOptions = Place & { readonly reason: string; readonly lang: Lang };

/** `hub message …`: what was taken in, one's own files, and erasure. */
export function messageCommands(program: Command): void {
  const message = program.command('message').description('messages: list, show, submit, erase');
  withPlace(message.command('list').description('all messages, oldest first, without payloads'))
    .option('--since <time>', 'RFC 3339, such as 2026-11-23T08:00:00+07:00')
    .option('--subject <code>', 'dossier code or document id')
    .option('--json', 'one JSON object a line')
    .action(async (options: ListOptions) => {
      await list(options, { since: options.since === undefined ? undefined : timeIn(options.since), subject: options.subject });
    });
  withPlace(message.command('show <id>').description('one message, with what became of it and the verdict on its signature'))
    .option('--json', 'two lines of JSON: the message, and its verdict where there is one')
    .action(show);
  withPlace(message.command('submit <files...>').description('hand in CloudEvents JSON files, each with its <file>.jws or signed here'))
    .requiredOption('--connector <name>', 'channel on which they come in')
    .option('--key <pem>', 'sign each file with this private key instead of reading <file>.jws')
    .option('--chain <pem>', "the key's certificate and its issuers, leaf first")
    .option('--wait <seconds>', 'wait for the outcome', '10')
    .action((files: string[], options: SubmitOptions) => submitFiles(files, options));
  withPlace(message.command('erase <id>').description('remove payload, salts, signature and personal metadata; proof and verdict stand'))
    .requiredOption('--reason <words>', 'legal ground; kept in the audit')
    .action(erase);
}

function timeIn(text: string): Date {
  const time = new Date(text);
  if (Number.isNaN(time.getTime())) throw new CommandError('cli.usage', `--since ${text}`);
  return time;
}

/** Gives how many there were. */
function list(options: ListOptions, filter: MessageFilter): Promise<number> {
  return withLedger(options, async (pool) => {
    let n = 0;
    for await (const line of listMessages(pool, filter)) {
      print(options.json ? JSON.stringify(line) : shown(line, options.lang));
      n++;
    }
    return n;
  });
}

async function show(id: string, options: ListOptions): Promise<void> {
  if (!isUuid(id)) throw new CommandError('cli.no-message', id);
  if ((await list(options, { message: id })) === 0) throw new CommandError('cli.no-message', id);
  const verdict = await withLedger(options, (pool) => readVerdict(pool, id));
  if (!verdict) return;
  if (options.json) print(verdict);
  else printSender(verdict, options.lang);
}

function shown(line: MessageLine, lang: Lang): string {
  const deliveries = line.deliveries.map((d) => `${d.connector}=${d.state}`).join(' ');
  const columns = [
    localTime(line.acceptedAt),
    line.message,
    line.connector,
    line.type ?? '-',
    line.subject ?? '-',
    line.outcome,
    deliveries,
  ];
  const why = [...provisionally(line, lang), ...(line.code ? [explained(line.code, lang), facts(line.detail)] : [])];
  return [columns.filter(Boolean).join('  '), ...why.filter(Boolean)].join('\n    ');
}

const provisionalWords = {
  open: {
    vi: 'Nhận tạm: chưa tra được chứng thư có bị thu hồi không, sẽ kiểm tra lại',
    en: 'Taken provisionally: nobody can tell yet whether a certificate is revoked',
  },
  stood: { vi: 'Nhận tạm, sau đó đã xác nhận chữ ký hợp lệ', en: 'Taken provisionally; its signature stood' },
  disproved: {
    vi: 'NHẬN TẠM, SAU ĐÓ KHÔNG HỢP LỆ: báo cho nơi nhận',
    en: 'TAKEN PROVISIONALLY, AND TURNED OUT INVALID: tell the receivers',
  },
} as const;

function provisionally({ provisional }: MessageLine, lang: Lang): string[] {
  if (!provisional) return [];
  const { code } = provisional;
  if (!code) return [provisionalWords[code === null ? 'open' : 'stood'][lang]];
  return [`${provisionalWords.disproved[lang]}: ${explained(code, lang)}`];
}

const erasures = {
  erased: { vi: 'Đã xóa; lá, bằng chứng và kết luận vẫn kiểm chứng được', en: 'Erased; leaf, proof and verdict still verify' },
  already: { vi: 'Đã xóa từ trước', en: 'It was erased before' },
  'in-delivery': { vi: 'Còn đang chuyển: chờ giao xong hoặc thả làn trước', en: 'Still being delivered: wait, or release its lane first' },
} as const;

/** Topics cannot be searched for one record: theirs go when the retention of `in.*`, `out.*` and `results.*` is over. */
function stillInKafka(lastMoved: Date): Record<Lang, string> {
  const until = localTime(new Date(lastMoved.getTime() + queueRetentionDays * 86_400_000));
  return {
    vi: `Các chủ đề Kafka còn giữ nội dung đến ${until} (${queueRetentionDays} ngày), cùng các bản sao lưu`,
    en: `Kafka's topics still hold the bytes until ${until} (${queueRetentionDays} days), and so do backups`,
  };
}

async function erase(id: string, options: EraseOptions): Promise<void> {
  if (!isUuid(id)) throw new CommandError('cli.no-message', id);
  const erasure = await withLedger(options, (pool) => eraseMessage(pool, id, newId(), acting(options.reason)));
  if (erasure.result === 'unknown') throw new CommandError('cli.no-message', id);
  print(erasures[erasure.result][options.lang]);
  if (erasure.result === 'erased') print(stillInKafka(erasure.lastMoved)[options.lang]);
  else process.exitCode = 1;
}
