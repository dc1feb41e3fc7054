// A fetch that says how far a file has come: what the browser's own does not tell.

import { MARK } from "./ours.js";

export function upload(address, { body, headers, signal }, onProgress) {
  const request = new XMLHttpRequest();
  request.open("POST", address);
  for (const [name, value] of Object.entries(headers)) request.setRequestHeader(name, value);
  request.upload.addEventListener("progress", ({ loaded, total }) => onProgress(loaded / total));
  signal.addEventListener("abort", () => request.abort());
  return new Promise((resolve, reject) => {
    request.addEventListener("load", () => {
      const mark = request.getResponseHeader(MARK);
      resolve(new Response(request.response, { status: request.status, headers: mark ? { [MARK]: mark } : {} }));
    });
    request.addEventListener("error", () => reject(new TypeError("no connection")));
    request.addEventListener("abort", () => reject(new DOMException("too slow", "TimeoutError")));
    request.send(body);
  });
}
