"""What can be wrong with a photo or a recording, in words that say what to do."""

NOT_WHOLE = "This recording is cut off or damaged. Send it again, or record it anew."
HOLDS_MORE = "This file holds more than sound, a video perhaps. Send the sound alone."
OTHER_SOUND = (
    "Only recordings as WebM, Ogg, M4A, MP3 or WAV can be played in a browser. Save it as one of these."
)
