import { inventDossiers } from '../load/flow';
import type { Fault, Town } from '../model';
import { needed, promised } from './support/promised';

/** PostgreSQL refuses whatever speaks of this dossier, as it would refuse a value that nobody foresaw. */
const refuse = (subject: string): string => `
  CREATE FUNCTION hub.faults_refuse() RETURNS trigger LANGUAGE plpgsql AS
    $$ BEGIN IF NEW.subject = '${subject}' THEN RAISE 'poison' USING ERRCODE = '22000'; END IF; RETURN NEW; END $$;
  CREATE TRIGGER faults_refuse BEFORE INSERT ON hub.message FOR EACH ROW EXECUTE FUNCTION hub.faults_refuse()`;
const accept = 'DROP TRIGGER faults_refuse ON hub.message; DROP FUNCTION hub.faults_refuse()';

const parked = async ({ query }: Town, subject: string): Promise<boolean> =>
  (await query(`SELECT FROM parked WHERE code = 'message.unstorable' AND lane = $1`, [`portal|${subject}`])).length === 1;

/** The one message is parked with its bytes, all others of its batch go on; with the cause away it is taken as if nothing had been. */
export const poison: Fault = {
  name: 'poison',
  title: { vi: 'một thông điệp mà PostgreSQL từ chối', en: 'a message that PostgreSQL refuses' },
  async strike({ town, load, random, stop }) {
    const [dossier] = await inventDossiers(town, random.int(1, 1_000_000), 1);
    const [push] = dossier?.pushes ?? [];
    if (!push) throw new Error('nothing was planned');
    await town.query(refuse(push.subject));
    await load.until(5);
    await town.outside.submit(push, stop);
    await needed('a message that is parked as unstorable', () => parked(town, push.subject));
    const before = town.outside.oneStop.dossiers().length;
    const findings = await promised('the others go on', 'stuck', () => town.outside.oneStop.dossiers().length > before + 3);
    await town.query(accept);
    const { code, stderr } = await town.hub('lane', 'redrive', `portal|${push.subject}`, '--in', '--reason', 'the poison is gone');
    if (code !== 0) throw new Error(`hub lane redrive ended with ${code}: ${stderr}`);
    return findings;
  },
};
