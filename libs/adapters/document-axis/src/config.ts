import { duration, secretFile, size, url, z } from '@lienthong/adapter-kit';

const word = z.string().regex(/^[a-z]{1,40}$/, 'a status word of the axis, e.g. done');

const source = z.strictObject({
  every: duration.prefault('30s').describe('Time between two questions for received documents'),
  maxBody: size.prefault('64KiB').describe('Largest document; of a larger one only its size and digest are taken'),
  taken: word.default('done').describe('What the axis is told of a document that the hub has stored'),
  failed: word.default('fail').describe('What the axis is told of a document that is too large or cannot be read'),
  settled: z
    .array(word)
    .default(['acceptance', 'rejection', 'processing', 'done', 'fail'])
    .describe('Status words of documents that are not fetched any more'),
});

const sink = z.strictObject({
  own: z
    .array(z.string().min(1))
    .default([])
    .describe('Codes of agencies that the hub serves itself: no document goes to them over the axis'),
  hashFile: z
    .enum(['sdk', 'full'])
    .default('sdk')
    .describe('How hash-file is written: as the national client does (each byte without its leading zero), or in full'),
  repeat: z
    .enum(['lookup', 'safe'])
    .default('lookup')
    .describe('`safe`: the axis takes a repeated document once. `lookup`: before a repeat the sent list is searched for the same bytes'),
  temporaryCodes: z
    .array(z.string().regex(/^-?\w{1,20}$/))
    .default([])
    .describe('Values of ErrorCode that pass by themselves: such a document is sent again'),
  timeout: duration.prefault('60s').describe('Longest time for one document'),
});

const directory = z.strictObject({
  nightly: z
    .string()
    .regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'HH:mm')
    .default('02:00')
    .describe('When it is fetched each night, by the clock of Hanoi; at the start of the connector as well'),
  again: duration.prefault('10m').describe('How soon it is asked for again: after a failure, or because of an agency that is not in it'),
  file: z
    .string()
    .min(1)
    .max(1_000)
    .optional()
    .describe('File that keeps the list; for this connector alone. With it `check` tells its age'),
});

export const documentAxisConfig = z
  .strictObject({
    baseUrl: url.describe('Address of the axis, without the name of a method'),
    systemid: z
      .string()
      .regex(/^[!-~]{1,100}$/, 'visible ASCII')
      .describe('Name under which the axis knows this system'),
    secretFile: secretFile.describe('File with the secret that the axis shares with this system'),
    source: source.optional().describe('Documents from the axis'),
    sink: sink.optional().describe('Documents to the axis'),
    directory: directory.optional().describe('Look receivers up in the directory of agencies before a document is sent'),
    maxAnswer: size.prefault('64MiB').describe('Largest answer of the axis: lists and documents are not paged'),
    timeout: duration.prefault('60s').describe('Longest time for one question'),
  })
  .refine((config) => config.source ?? config.sink, 'source or sink, or both');

export type DocumentAxisConfig = z.output<typeof documentAxisConfig>;
export type SourceConfig = z.output<typeof source>;
export type SinkConfig = z.output<typeof sink>;
