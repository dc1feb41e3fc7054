// Makes a photo smaller before it is sent: what a phone takes is ten times what one can see. Place and device are
// gone with it. What cannot be decoded here goes as it is; the server strips it too.

const LONG_SIDE = 2560;
const QUALITY = 0.85;
const SMALL = 1_000_000;

export async function shrunk(file) {
  if (!/^image\/(?!gif|svg)/.test(file.type)) return file;
  try {
    const picture = await createImageBitmap(file, { imageOrientation: "from-image" });
    const scale = Math.min(1, LONG_SIDE / Math.max(picture.width, picture.height));
    const isDrawing = file.type === "image/png" && scale === 1 && file.size < SMALL; // its lines stay sharp
    const canvas = document.createElement("canvas");
    canvas.width = Math.max(1, Math.round(picture.width * scale));
    canvas.height = Math.max(1, Math.round(picture.height * scale));
    const pen = canvas.getContext("2d");
    pen.fillStyle = "#fff"; // what is transparent would turn black
    pen.fillRect(0, 0, canvas.width, canvas.height);
    pen.drawImage(picture, 0, 0, canvas.width, canvas.height);
    picture.close();
    const made = await new Promise((settle) => canvas.toBlob(settle, isDrawing ? "image/png" : "image/jpeg", QUALITY));
    return made ?? file;
  } catch {
    return file;
  }
}
