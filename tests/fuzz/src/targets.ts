import { type FileGround, TrustError, UnreadableError, parseCertificate, verifyCertificate, verifyFile } from '@lienthong/trust';
import type { MakeTargets, Target } from './model';
import { seedsIn } from './seeds';

/** Every reader of foreign bytes in `libs/trust`, by its front door. */
export const makeTargets: MakeTargets = async (dir) => {
  const { files, certificates, root, crls } = await seedsIn(dir);
  const ground: FileGround = { anchors: [{ certificate: root }], certificates, crls, ocsps: [], at: new Date(), policy: 'legacy' };
  const [leaf = root] = certificates;
  const read = async (file: Uint8Array): Promise<void> => refusing(() => verifyFile(file, ground));
  const ofFiles = Object.entries(files).map(([name, seeds]): Target => ({ name, seeds, read }));
  return [
    ...ofFiles,
    {
      name: 'certificate',
      seeds: certificates.map(({ der }) => der),
      read: (der) => refusing(() => verifyCertificate(parseCertificate(der), ground, { anyPurpose: true })),
    },
    { name: 'crl', seeds: crls, read: (der) => refusing(() => verifyCertificate(leaf, { ...ground, crls: [der] })) },
    {
      name: 'content',
      seeds: files.cms,
      read: (file) => refusing(() => verifyFile(file, { ...ground, content: () => file })),
    },
  ];
};

/** What a reader may answer to bytes that it cannot read. */
async function refusing(act: () => unknown): Promise<void> {
  try {
    await act();
  } catch (error) {
    if (!(error instanceof UnreadableError || error instanceof TrustError)) throw error;
  }
}
