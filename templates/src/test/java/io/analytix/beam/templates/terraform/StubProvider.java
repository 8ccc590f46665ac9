// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.templates.terraform;

import com.fasterxml.jackson.databind.JsonNode;
import io.grpc.MethodDescriptor;
import io.grpc.Server;
import io.grpc.ServerServiceDefinition;
import io.grpc.netty.NettyServerBuilder;
import io.grpc.stub.ServerCalls;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;

/**
 * Google's provider as far as Terraform needs it to check a configuration: it knows its schema and
 * takes everything else. Terraform itself checks against the schema, and mocks what a test applies.
 */
final class StubProvider implements AutoCloseable {
  private static final String SERVICE = "tfplugin6.Provider";
  private static final String GOOGLE = "registry.terraform.io/hashicorp/google";

  private static final List<String> TAKEN =
      List.of(
          "ValidateProviderConfig",
          "ValidateResourceConfig",
          "ValidateDataResourceConfig",
          "ConfigureProvider",
          "StopProvider");

  private static final MethodDescriptor.Marshaller<byte[]> BYTES =
      new MethodDescriptor.Marshaller<>() {
        @Override
        public InputStream stream(byte[] value) {
          return new ByteArrayInputStream(value);
        }

        @Override
        public byte[] parse(InputStream stream) {
          try {
            return stream.readAllBytes();
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        }
      };

  private final Server server;

  StubProvider(JsonNode schema) throws IOException {
    ServerServiceDefinition.Builder service = ServerServiceDefinition.builder(SERVICE);
    answer(service, "GetProviderSchema", ProviderSchema.response(schema));
    TAKEN.forEach(method -> answer(service, method, new byte[0]));
    server =
        NettyServerBuilder.forAddress(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
            .addService(service.build())
            .build()
            .start();
  }

  private static void answer(
      ServerServiceDefinition.Builder service, String method, byte[] answer) {
    service.addMethod(
        MethodDescriptor.newBuilder(BYTES, BYTES)
            .setType(MethodDescriptor.MethodType.UNARY)
            .setFullMethodName(SERVICE + "/" + method)
            .build(),
        ServerCalls.asyncUnaryCall(
            (request, out) -> {
              out.onNext(answer);
              out.onCompleted();
            }));
  }

  /** What tells Terraform to talk to this one, instead of installing the real one. */
  String reattachment() {
    return """
        {"%s": {"Protocol": "grpc", "ProtocolVersion": 6, "Pid": %d, "Test": true,
        "Addr": {"Network": "tcp", "String": "127.0.0.1:%d"}}}"""
        .formatted(GOOGLE, ProcessHandle.current().pid(), server.getPort());
  }

  @Override
  public void close() {
    server.shutdownNow();
  }
}
