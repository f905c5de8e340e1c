// Compares screenshots with kept pictures.

// Pictures are compared as the averages of squares of 4 × 4 px, because machines draw the edges of letters differently.
const SQUARE = 4;
// A square differs if a channel (0 to 255) differs by more than this.
const CHANNEL = 40;
// A picture differs if more than this share of its squares differs. Measured on 62 pictures: two runs on one machine differ in at
// most 0.001 %, another way of drawing fonts (no hinting, no subpixels) in at most 0.2 %; a heading that takes one line more
// differs in 0.4 % and more. Smaller faults are for proofs/layout.mjs.
export const SHARE = 0.003;

// Compares `picture`, a PNG in Base64, with `old`, a WebP in Base64 or null, on the blank page `canvas`.
export const compared = (canvas, picture, old, quality) => canvas.evaluate(compare, { picture, old, quality, SQUARE, CHANNEL });

// Runs in the browser, which decodes and encodes pictures. Returns the share of squares that differ (1 without an old picture),
// a picture of them as PNG, and the new picture as WebP.
async function compare({ picture, old, quality, SQUARE, CHANNEL }) {
  const decoded = async (bytes, type) => {
    const bitmap = await createImageBitmap(await (await fetch(`data:image/${type};base64,${bytes}`)).blob());
    const canvas = new OffscreenCanvas(bitmap.width, bitmap.height);
    canvas.getContext('2d').drawImage(bitmap, 0, 0);
    return canvas;
  };
  const encoded = async (canvas, options) => {
    const reader = new FileReader();
    reader.readAsDataURL(await canvas.convertToBlob(options));
    await new Promise(done => { reader.onload = done; });
    return reader.result.split(',')[1];
  };
  const averages = (canvas, columns, rows) => {
    const { data, width, height } = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height);
    const sums = new Float32Array(columns * rows * 3);
    for (let y = 0; y < height; y++) {
      for (let x = 0; x < width; x++) {
        const to = (Math.floor(y / SQUARE) * columns + Math.floor(x / SQUARE)) * 3, from = (y * width + x) * 4;
        for (let channel = 0; channel < 3; channel++) sums[to + channel] += data[from + channel] / (SQUARE * SQUARE);
      }
    }
    return sums;
  };
  const now = await decoded(picture, 'png');
  const webp = await encoded(now, { type: 'image/webp', quality });
  if (!old) return { share: 1, webp };
  const before = await decoded(old, 'webp');
  const columns = Math.ceil(Math.max(now.width, before.width) / SQUARE), rows = Math.ceil(Math.max(now.height, before.height) / SQUARE);
  const [a, b] = [averages(now, columns, rows), averages(before, columns, rows)];
  const pen = now.getContext('2d');
  pen.fillStyle = 'rgb(255 0 0 / .5)';
  let differing = 0;
  for (let square = 0; square < columns * rows; square++) {
    const most = Math.max(...[0, 1, 2].map(channel => Math.abs(a[square * 3 + channel] - b[square * 3 + channel])));
    if (most <= CHANNEL) continue;
    differing++;
    pen.fillRect((square % columns) * SQUARE, Math.floor(square / columns) * SQUARE, SQUARE, SQUARE);
  }
  const difference = differing ? await encoded(now, { type: 'image/png' }) : '';
  return { share: differing / (columns * rows), difference, webp };
}
