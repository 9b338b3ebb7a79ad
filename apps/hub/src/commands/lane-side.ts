import type { StandingLane } from '@lienthong/store';
import { CommandError } from '../complaint/command-error';

type Side = StandingLane['side'];

export interface Sides {
  readonly in?: boolean;
  readonly out?: boolean;
}

/**
 * The side on which a command acts. An in-lane and an out-lane of one connector and subject have one name, and what ends on the wrong side
 * cannot be taken back: where both stand, a person says which.
 */
export function sideOf(lane: string, standing: readonly Pick<StandingLane, 'side' | 'code'>[], asked: Sides): Side {
  if (asked.in && asked.out) throw new CommandError('cli.usage', { vi: 'Chỉ chọn một: --in hoặc --out', en: 'Choose one: --in or --out' });
  const wanted = standing.filter(({ side }) => (!asked.in && !asked.out) || asked[side]);
  const [first, second] = wanted;
  if (first && second) throw both(lane, wanted);
  if (first) return first.side;
  const words = { vi: `Không có ${which.vi(asked)} nào tên ${lane} đang đứng`, en: `No ${which.en(asked)} named ${lane} stands` };
  throw new CommandError('cli.no-lane', words);
}

const which = {
  vi: (asked: Sides): string => (asked.in ? 'làn vào' : asked.out ? 'làn ra' : 'làn'),
  en: (asked: Sides): string => (asked.in ? 'in-lane' : asked.out ? 'out-lane' : 'lane'),
};

function both(lane: string, standing: readonly Pick<StandingLane, 'side' | 'code'>[]): CommandError {
  const code = (wanted: Side): string => standing.find(({ side }) => side === wanted)?.code ?? '';
  return new CommandError('cli.usage', {
    vi: `Hai làn cùng tên ${lane} đang đứng: làn vào (${code('in')}) và làn ra (${code('out')}). Ghi rõ --in hoặc --out`,
    en: `Two lanes named ${lane} stand: the in-lane (${code('in')}) and the out-lane (${code('out')}). Say --in or --out`,
  });
}
