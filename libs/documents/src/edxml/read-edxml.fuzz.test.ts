import * as fc from 'fast-check';
import { readEdxml } from './read-edxml';
import { sample, type SampleName, sampleNames } from './testing/samples.test-kit';

/** Whatever comes, an answer: never an error of ours. What is read can be told, and says where its parts lie. */
function answered(bytes: Buffer): boolean {
  const { document, refusal } = readEdxml(bytes);
  if (refusal) return /^edxml\.[a-z-]+$/.test(refusal.code) && refusal.vi !== '' && refusal.en !== '';
  const { start, end } = document.parts.messageHeader;
  return JSON.stringify(document.fields).length > 2 && bytes.toString('utf8', start, end).includes('MessageHeader');
}

const anySample = fc.constantFrom(...sampleNames);

it('answers to any octet changed', () => {
  fc.assert(
    fc.property(anySample, fc.nat(), fc.nat(255), (name: SampleName, at, octet) => {
      const bytes = Buffer.from(sample(name));
      bytes[at % bytes.length] = octet;
      expect(answered(bytes)).toBe(true);
    }),
    { numRuns: 1000 },
  );
});

it('answers to any element cut out, doubled or put elsewhere', () => {
  fc.assert(
    fc.property(anySample, fc.nat(), fc.nat(), fc.constantFrom('cut', 'double', 'move'), (name: SampleName, from, to, how) => {
      const text = sample(name).toString();
      const elements = [...text.matchAll(/<((?:edXML:)?\w+)[^<>]*>[^<]*<\/\1>/g)];
      const [{ 0: piece, index }, place] = [elements[from % elements.length]!, elements[to % elements.length]!.index];
      const rest = how === 'double' ? text : text.slice(0, index) + text.slice(index + piece.length);
      const at = Math.min(place, rest.length);
      expect(answered(Buffer.from(how === 'cut' ? rest : rest.slice(0, at) + piece + rest.slice(at)))).toBe(true);
    }),
    { numRuns: 500 },
  );
});
