// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.pipelines.parquet.format;

import com.github.luben.zstd.Zstd;
import io.analytix.beam.pipelines.storage.OutputException;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import org.apache.parquet.bytes.BytesInput;
import org.apache.parquet.compression.CompressionCodecFactory;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;

/** Zstandard without Hadoop's codec pool, which logs a line for every file. */
final class ZstdCodecFactory implements CompressionCodecFactory {
  @Override
  public BytesInputCompressor getCompressor(CompressionCodecName codec) {
    return new Compressor();
  }

  @Override
  public BytesInputDecompressor getDecompressor(CompressionCodecName codec) {
    if (codec == CompressionCodecName.UNCOMPRESSED) {
      return new Plain();
    }
    if (codec == CompressionCodecName.ZSTD) {
      return new Decompressor();
    }
    throw new OutputException("compressed with " + codec + ", so not written by this sink");
  }

  @Override
  public void release() {}

  /**
   * Copies into an array of the exact size: {@code readAllBytes} would grow a buffer for each page.
   */
  private static byte[] array(BytesInput bytes) throws IOException {
    byte[] array = new byte[Math.toIntExact(bytes.size())];
    try (InputStream in = bytes.toInputStream()) {
      if (in.readNBytes(array, 0, array.length) < array.length) {
        throw new EOFException("a page ends before its " + array.length + " bytes");
      }
    }
    return array;
  }

  private static final class Compressor implements BytesInputCompressor {
    @Override
    public BytesInput compress(BytesInput bytes) throws IOException {
      return BytesInput.from(Zstd.compress(array(bytes)));
    }

    @Override
    public CompressionCodecName getCodecName() {
      return CompressionCodecName.ZSTD;
    }

    @Override
    public void release() {}
  }

  private static final class Decompressor implements BytesInputDecompressor {
    @Override
    public BytesInput decompress(BytesInput bytes, int size) throws IOException {
      return BytesInput.from(Zstd.decompress(array(bytes), size));
    }

    @Override
    public void decompress(ByteBuffer input, int compressed, ByteBuffer output, int size) {
      byte[] bytes = new byte[compressed];
      input.get(bytes);
      output.put(Zstd.decompress(bytes, size));
    }

    @Override
    public void release() {}
  }

  private static final class Plain implements BytesInputDecompressor {
    @Override
    public BytesInput decompress(BytesInput bytes, int size) {
      return bytes;
    }

    @Override
    public void decompress(ByteBuffer input, int compressed, ByteBuffer output, int size) {
      byte[] bytes = new byte[compressed];
      input.get(bytes);
      output.put(bytes);
    }

    @Override
    public void release() {}
  }
}
