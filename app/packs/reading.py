"""Reading a container: all at once from a disk, or frame by frame as it arrives.

Nothing is believed before it is verified: first the manifest's signature, then the hash
of each frame before it is unpacked. Whether the signer is the one we know is the
caller's question (`app.packs.trust`).
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from hashlib import sha256
from typing import Any, cast

import msgspec
import zstandard
from nacl.exceptions import CryptoError
from nacl.signing import VerifyKey

from app.domain import keys
from app.packs import blocks
from app.packs.blocks import LARGEST_BLOCK, Block
from app.packs.container import (
    HEAD,
    LARGEST_FRAME,
    LARGEST_MANIFEST,
    LARGEST_RECORDS,
    LARGEST_SEQUENCE,
    LARGEST_WHOLE,
    MAGIC,
    SIGNATURE,
    VERSION,
    WINDOW,
    Frame,
    Manifest,
    PackedRecord,
    PackError,
)

Unseal = Callable[[bytes], bytes]
"""Undoes what sealed a frame. Raises PackError("sealed")."""


@dataclass(frozen=True, slots=True)
class Content:
    """One verified and unpacked frame."""

    frame: Frame
    content: bytes

    def records(self) -> list[PackedRecord]:
        """Return its records. Raises PackError("damaged"): signed, and yet no records."""
        return list(self.each())

    def each(self) -> Iterator[PackedRecord]:
        """Yield its records, block by block. Raises PackError: `damaged`, `too_large`."""
        if len(self.content) > LARGEST_RECORDS:
            raise PackError("too_large")
        decoder = msgspec.json.Decoder(Block)
        at = 0
        while at < len(self.content):
            end = self.content.find(b"\n", at)
            line = self.content[at : end if end >= 0 else len(self.content)]
            at += len(line) + 1
            if len(line) > LARGEST_BLOCK:
                raise PackError("too_large")
            try:
                block = decoder.decode(line)
            except (msgspec.MsgspecError, RecursionError, UnicodeDecodeError) as error:
                raise PackError("damaged", frame=self.frame.name) from error
            yield from blocks.records(block)


class Reader:
    """Takes the bytes of a container as they arrive and gives out what is whole.

    Raises PackError; after that nothing more is to be had from it.
    """

    def __init__(self, *, earlier: bytes | None = None, unseal: Unseal | None = None) -> None:
        self.manifest: Manifest | None = None
        self.taken = 0
        """Bytes of the container that were verified: where a broken transfer may go on."""
        self._held = bytearray()
        self._earlier = earlier
        self._unseal = unseal
        self._next = 0
        self._packed = _Packed()
        self._stream: zstandard.ZstdDecompressionReader | None = None

    @property
    def done(self) -> bool:
        return self.manifest is not None and self._next == len(self.manifest.frames)

    def feed(self, piece: bytes) -> Iterator[Content]:
        """Take `piece` and give out the frames that are whole by now."""
        self._held += piece
        if self.manifest is None:
            self._begin()
        while self.manifest is not None and not self.done:
            frame = self.manifest.frames[self._next]
            if len(self._held) < frame.size:
                return
            with memoryview(self._held) as held:
                packed = bytes(held[: frame.size])
            del self._held[: frame.size]
            content = self._unpacked(frame, packed)
            self.taken += frame.size
            self._next += 1
            yield Content(frame, content)
        if self.done and self._held:
            raise PackError("damaged", frame="")

    def end(self) -> Manifest:
        """Say that nothing more comes, and return the manifest."""
        if self.manifest is None or not self.done:
            raise PackError("cut_short")
        return self.manifest

    def _begin(self) -> None:
        self.manifest, self.taken = _front(bytes(self._held[: LARGEST_MANIFEST + 1024]))
        if self.manifest is None:
            return
        del self._held[: self.taken]
        if self.manifest.earlier is not None and self._earlier is None:
            raise PackError("needs_earlier", sha256=self.manifest.earlier)
        if self.manifest.sealed is not None and self._unseal is None:
            raise PackError("sealed", reader=self.manifest.sealed)
        known = zstandard.ZstdCompressionDict(
            self._earlier or b"", dict_type=zstandard.DICT_TYPE_RAWCONTENT
        )
        self._stream = zstandard.ZstdDecompressor(
            dict_data=known if self.manifest.earlier else None,
            max_window_size=1 << (WINDOW + 1),
        ).stream_reader(cast("Any", self._packed))  # it asks for no more than `read`

    def _unpacked(self, frame: Frame, packed: bytes) -> bytes:
        if sha256(packed).hexdigest() != frame.sha256:
            raise PackError("damaged", frame=frame.name)
        if self._unseal is not None and self.manifest is not None and self.manifest.sealed:
            packed = self._unseal(packed)
        if self._stream is None:
            raise PackError("damaged", frame=frame.name)
        self._packed.held += packed
        try:
            content = bytearray()
            # No more than the manifest allows, whatever would come out of it.
            while len(content) < frame.raw and (
                piece := self._stream.read(min(frame.raw - len(content), 1 << 20))
            ):
                content += piece
        except zstandard.ZstdError as error:
            raise PackError("damaged", frame=frame.name) from error
        if len(content) != frame.raw or self._goes_on():
            raise PackError("damaged", frame=frame.name)
        return bytes(content)

    def _goes_on(self) -> bool:
        """Say whether the last frame holds more than it should."""
        if self.manifest is None or self._next + 1 < len(self.manifest.frames):
            return False
        try:
            # Reading takes the end of the stream from what is held.
            return bool(self._stream and self._stream.read(1)) or bool(self._packed.held)
        except zstandard.ZstdError:
            return True


class _Packed:
    """What has arrived of the stream and was not unpacked yet."""

    def __init__(self) -> None:
        self.held = bytearray()

    def read(self, size: int = -1) -> bytes:
        most = len(self.held) if size < 0 else size
        piece = bytes(self.held[:most])
        del self.held[:most]
        return piece


def read(
    whole: bytes, *, earlier: bytes | None = None, unseal: Unseal | None = None
) -> tuple[Manifest, list[Content]]:
    """Return all of a container, verified whole before anything is given out."""
    reader = Reader(earlier=earlier, unseal=unseal)
    contents = list(reader.feed(whole))
    return reader.end(), contents


def glance(front: bytes) -> Manifest:
    """Return the verified manifest at the beginning of a container, whatever follows it."""
    manifest, _ = _front(front)
    if manifest is None:
        raise PackError("cut_short")
    return manifest


def _front(held: bytes) -> tuple[Manifest | None, int]:
    """Return the verified manifest and where the body begins; None if it is not all here."""
    if held[: len(MAGIC)] != MAGIC[: len(held)]:
        raise PackError("not_a_pack")
    start = len(MAGIC) + HEAD.size
    if len(held) < start:
        return None, 0
    version, length = HEAD.unpack_from(held, len(MAGIC))
    if version != VERSION:
        raise PackError("too_new", version=version)
    if length > LARGEST_MANIFEST:
        raise PackError("too_large")
    end = start + length + SIGNATURE
    if len(held) < end:
        return None, 0
    return _manifest(held[start : end - SIGNATURE], held[end - SIGNATURE : end]), end


def _manifest(said: bytes, signature: bytes) -> Manifest:
    try:
        manifest = msgspec.json.decode(said, type=Manifest)
        VerifyKey(keys.raw(manifest.key)).verify(said, signature)
    except (msgspec.MsgspecError, RecursionError, UnicodeDecodeError) as error:
        raise PackError("damaged", frame="manifest") from error
    except (CryptoError, ValueError, TypeError) as error:
        raise PackError("bad_signature") from error
    if not 0 <= manifest.sequence < LARGEST_SEQUENCE:
        raise PackError("damaged", frame="manifest")
    whole = 0
    for frame in manifest.frames:
        whole += frame.raw
        # What cannot shrink grows by little.
        most = frame.raw + frame.raw // 100 + 10_000
        if not 0 <= frame.raw <= LARGEST_FRAME or not 0 < frame.size <= most:
            raise PackError("too_large")
    if whole > LARGEST_WHOLE:
        raise PackError("too_large")
    return manifest
