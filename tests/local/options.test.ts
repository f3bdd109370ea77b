import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { OptionsError, parseOptions, projectDirectory, startCommand } from '../../infra/local/options.ts';

const refusal = (...argv: string[]): OptionsError => {
  try {
    parseOptions(argv);
  } catch (error) {
    if (error instanceof OptionsError) return error;
    throw error;
  }
  throw new Error(`${argv.join(' ')} was not refused`);
};

describe('the options of npm start', () => {
  it('by default run the demonstration with a clock, on 4410, in the project', () => {
    expect(parseOptions([])).toEqual({
      empty: false,
      tick: true,
      reset: false,
      port: 4410,
      host: '127.0.0.1',
      data: path.join(projectDirectory, '.quarterdeck'),
      publicUrl: null,
    });
  });

  it('leave the clock standing with --empty, unless --tick starts it', () => {
    expect(parseOptions(['--empty'])).toMatchObject({ empty: true, tick: false });
    expect(parseOptions(['--empty', '--tick'])).toMatchObject({ empty: true, tick: true });
  });

  it('take a data directory relative to where one stands', () => {
    expect(parseOptions(['--data', 'somewhere']).data).toBe(path.resolve('somewhere'));
  });

  it('cut the slash off a public address', () => {
    expect(parseOptions(['--public-url', 'https://kpis.acme.example/']).publicUrl).toBe('https://kpis.acme.example');
  });

  it('name the nearest option where one is unknown', () => {
    const { message, exitCode } = refusal('--prot', '4411');
    expect(message).toContain("'--prot'");
    expect(message).toContain('--port');
    expect(exitCode).toBe(1);
  });

  it.each([
    ['a port that is no number', ['--port', 'http']],
    ['a port that there is not', ['--port', '65536']],
    ['a negative port', ['--port=-1']],
    ['an address that is none', ['--public-url', 'kpis.acme.example']],
    ['an empty directory', ['--data', '']],
    ['a word too many', ['demo']],
    ['an option without its value', ['--data']],
  ])('refuse %s', (_, argv) => {
    expect(refusal(...argv).exitCode).toBe(1);
  });

  it.each([
    [[], 'npm start', 'npm start -- --reset'],
    [['--tick', '--port', '4410'], 'npm start', 'npm start -- --reset'],
    [
      ['--empty', '--tick', '--data', "/tmp/my company's", '--port', '4411'],
      "npm start -- --empty --tick --data '/tmp/my company'\\''s' --port 4411",
      "npm start -- --empty --tick --reset --data '/tmp/my company'\\''s' --port 4411",
    ],
    [
      ['--host', '0.0.0.0', '--public-url', 'https://kpis.acme.example'],
      'npm start -- --host 0.0.0.0 --public-url https://kpis.acme.example',
      'npm start -- --reset --host 0.0.0.0 --public-url https://kpis.acme.example',
    ],
  ])('of %j are those of the commands that go on and that start anew', (argv, again, anew) => {
    expect(startCommand(parseOptions(argv))).toBe(again);
    expect(startCommand(parseOptions([...argv, '--reset']), '--reset')).toBe(anew);
  });

  it('explain themselves with --help, which is no failure', () => {
    const { message, exitCode } = refusal('--help');
    expect(exitCode).toBe(0);
    for (const option of ['--empty', '--tick', '--reset', '--port', '--host', '--data', '--public-url']) {
      expect(message).toContain(option);
    }
  });
});
