import { warningsOf } from '../../domain/workspaces/warnings.ts';
import { builtIn } from '../builtIn.ts';
import { type Asked, applyIt, type Check, ok, warning } from './check.ts';

/** Of these there are checks that know more than the configuration does. */
const seenElsewhere = (path: string): boolean => path === 'from' || /^sources\[\d+\]\.secrets/.test(path);

/** What of the configuration has no effect, or not the one that might be expected. */
export const configurationChecks = ({ workspace: { configuration } }: Asked): readonly Check[] => {
  const found = warningsOf(configuration, builtIn).filter(({ path }) => !seenElsewhere(path));
  if (found.length === 0) return [ok(['configuration.effect', 'workspace.yaml'], 'All of it has an effect.')];
  return found.map(({ path, message }) =>
    warning(['configuration.effect', path], `${message}.`, `Correct workspace.yaml, then\n${applyIt}`),
  );
};
