import { describe, expect, it } from 'vitest';
import { safeImage, safeReference, safeUrl } from '../../lambdas/rendering/url.ts';

describe('a link', () => {
  it.each([
    'https://kpis.acme.example/r/token?a=1#b',
    'mailto:revops@acme.example',
    'http://localhost:4410/r/token',
    'http://127.0.0.1:4410/r/token',
  ])('may lead to %s', (address) => {
    expect(safeUrl(address)).toBe(address);
    expect(safeReference(address)).toBe(address);
  });

  it.each([
    'http://kpis.acme.example/',
    'http://localhost.acme.example/',
    'http://127.0.0.1.acme.example/',
    'javascript:alert(1)',
    ' JavaScript:alert(1)',
    'data:text/html,x',
    'ftp://acme.example/',
    '//acme.example/',
    '/\\acme.example/',
    'acme.example',
    '',
  ])('may not lead to %j', (address) => {
    expect(() => safeUrl(address)).toThrow(TypeError);
    expect(() => safeReference(address)).toThrow(TypeError);
  });

  it('may be a path on the same server only where that is said', () => {
    expect(safeReference('/r/token')).toBe('/r/token');
    expect(() => safeUrl('/r/token')).toThrow(TypeError);
  });

  it('is written so that it cannot end the attribute that it stands in', () => {
    expect(safeUrl('https://acme.example/"onload="x<y>')).not.toMatch(/["<>]/);
  });
});

describe('a picture', () => {
  it('is loaded by https only', () => {
    expect(safeImage('https://acme.example/logo.png')).toBe('https://acme.example/logo.png');
  });

  it.each([
    'http://acme.example/logo.png',
    'http://localhost/logo.png',
    'mailto:ana@acme.example',
    'data:image/png;base64,AAAA',
    'cid:logo',
    'logo.png',
    '',
    undefined,
  ])('is left out rather than loaded from %j', (address) => {
    expect(safeImage(address)).toBeNull();
  });
});
