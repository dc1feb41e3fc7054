// Which answers are Afterround's own: a proxy before it may answer in its place, with a page to sign in or a yes.

export const MARK = "Afterround-Answer";
export const isOurs = (response) => response.headers.has(MARK);
