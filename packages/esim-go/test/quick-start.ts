import {
  activationCode,
  AmbiguousError,
  Configuration,
  ESIMsApi,
  NoStockError,
  type BundleAssignment,
} from '@holdall/esim-go';

/** The key and, for a sandbox, the base path come from the environment: ESIM_GO_API_KEY, ESIM_GO_BASE_PATH. */
const esims = (): ESIMsApi => new ESIMsApi(new Configuration());

/** Takes a bundle from the inventory and puts it on a new eSIM: the codes that its buyer scans. */
export const issue = async (bundle: string): Promise<readonly (string | null)[] | 'sold out' | 'being looked into'> => {
  const api = esims();
  try {
    const { data } = await api.esimsApplyPost({ name: bundle });
    const install = await api.esimsAssignmentsGet(data.applyReference);
    return install.data.esims.map(activationCode);
  } catch (error) {
    if (error instanceof NoStockError) return 'sold out';
    // It may have been done. Once more would take a second bundle: find out first, with `error.details`.
    if (error instanceof AmbiguousError) return 'being looked into';
    throw error;
  }
};

/** All that was ever put on an eSIM, used or not. As a poll: whatever is being sold goes first. */
export const assignmentsOn = async (iccid: string): Promise<readonly BundleAssignment[]> => {
  const { data } = await esims().esimsIccidBundlesGet(iccid, null, 'true', '200', { lane: 'poll' });
  return (data.bundles ?? []).flatMap(({ assignments }) => assignments ?? []);
};
