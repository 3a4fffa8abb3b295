import { zipSync } from 'fflate';
import { PNG } from 'pngjs';
import qrcode from 'qrcode-generator';

/** In modules, as the standard asks for. */
const quietZone = 4;
const pixelsPerModule = 4;

/** A ZIP of one PNG per code. */
export const qrZip = (codes: readonly { readonly file: string; readonly text: string }[]): Uint8Array =>
  zipSync(Object.fromEntries(codes.map(({ file, text }) => [file, qrPng(text)])), { mtime: new Date(1980, 0, 1) });

const qrPng = (text: string): Uint8Array => {
  const code = qrcode(0, 'M');
  code.addData(text);
  code.make();
  const modules = code.getModuleCount() + 2 * quietZone;
  const size = modules * pixelsPerModule;
  const image = new PNG({ width: size, height: size, colorType: 0 });
  const isDark = (x: number, y: number): boolean => {
    const [column, row] = [x, y].map((it) => Math.floor(it / pixelsPerModule) - quietZone) as [number, number];
    const inside = (it: number): boolean => it >= 0 && it < code.getModuleCount();
    return inside(row) && inside(column) && code.isDark(row, column);
  };
  for (let pixel = 0; pixel < size * size; pixel += 1) {
    image.data.fill(isDark(pixel % size, Math.floor(pixel / size)) ? 0 : 255, pixel * 4, pixel * 4 + 3);
    image.data[pixel * 4 + 3] = 255;
  }
  return PNG.sync.write(image, { colorType: 0 });
};
