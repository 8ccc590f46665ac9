// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.expansion;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Enumeration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.TreeMap;
import org.apache.beam.model.expansion.v1.ExpansionApi.DiscoverSchemaTransformRequest;
import org.apache.beam.model.expansion.v1.ExpansionApi.ExpansionRequest;
import org.apache.beam.model.expansion.v1.ExpansionApi.ExpansionResponse;
import org.apache.beam.model.expansion.v1.ExpansionApi.SchemaTransformConfig;
import org.apache.beam.model.expansion.v1.ExpansionServiceGrpc;
import org.apache.beam.model.pipeline.v1.ExternalTransforms.SchemaTransformPayload;
import org.apache.beam.sdk.coders.RowCoder;
import org.apache.beam.sdk.expansion.service.ExpansionServer;
import org.apache.beam.sdk.expansion.service.ExpansionService;
import org.apache.beam.sdk.schemas.Schema;
import org.apache.beam.sdk.schemas.SchemaTranslation;
import org.apache.beam.sdk.schemas.transforms.SchemaTransformProvider;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.util.construction.External;
import org.apache.beam.sdk.values.PBegin;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionTuple;
import org.apache.beam.sdk.values.PInput;
import org.apache.beam.sdk.values.Row;
import org.apache.beam.vendor.grpc.v1p69p0.com.google.protobuf.ByteString;
import org.apache.beam.vendor.grpc.v1p69p0.io.grpc.ManagedChannel;
import org.apache.beam.vendor.grpc.v1p69p0.io.grpc.ManagedChannelBuilder;
import org.apache.beam.vendor.grpc.v1p69p0.io.grpc.stub.StreamObserver;
import org.jspecify.annotations.Nullable;

/**
 * Beam's expansion service on a port of this machine, and a client that knows of a transform only
 * what the service tells. With {@code -Dexpansion.service=HOST:PORT}, a service that runs there.
 */
final class RunningService {
  private static final String URN = "beam:expansion:payload:schematransform:v1";
  private static final String REGISTRARS =
      "META-INF/services/org.apache.beam.sdk.expansion.ExternalTransformRegistrar";

  private final @Nullable ExpansionServer server;
  private final String address;
  private final String[] environment;
  private final ManagedChannel channel;

  private RunningService(@Nullable ExpansionServer server, String address, String[] environment) {
    this.server = server;
    this.address = address;
    this.environment = environment;
    this.channel = ManagedChannelBuilder.forTarget(address).usePlaintext().build();
  }

  /** Starts it; transforms run in the process of the runner, which needs no staged files. */
  static RunningService start(Path folder) throws IOException {
    Path staged = Files.writeString(folder.resolve("staged"), "");
    String[] environment = {"--defaultEnvironmentType=EMBEDDED", "--filesToStage=" + staged};
    String running = System.getProperty("expansion.service");
    if (running != null) {
      return new RunningService(null, running, environment);
    }
    ExpansionServer server = ExpansionServer.create(new ServiceOfJar(environment), "localhost", 0);
    return new RunningService(server, "localhost:" + server.getPort(), environment);
  }

  /** Our providers on the class path. */
  static List<SchemaTransformProvider> providers() {
    List<SchemaTransformProvider> ours = new ArrayList<>();
    for (SchemaTransformProvider provider : ServiceLoader.load(SchemaTransformProvider.class)) {
      if (provider.identifier().contains(":io.analytix:")) {
        ours.add(provider);
      }
    }
    return ours;
  }

  /** Pipeline options of the environment in which transforms run. */
  String[] environment() {
    return environment.clone();
  }

  /** The transforms that the service has, by identifier. */
  Map<String, SchemaTransformConfig> discover() {
    return ExpansionServiceGrpc.newBlockingStub(channel)
        .discoverSchemaTransform(DiscoverSchemaTransformRequest.getDefaultInstance())
        .getSchemaTransformConfigsMap();
  }

  /** Has the service expand a read; its outputs by name. */
  Map<String, PCollection<?>> apply(
      String name, PBegin begin, String identifier, Map<String, Object> config) throws IOException {
    return outputs(begin.apply(name, this.<PBegin>external(identifier, config)));
  }

  /** Has the service expand a sink; its outputs by name. */
  Map<String, PCollection<?>> apply(
      String name, PCollection<?> input, String identifier, Map<String, Object> config)
      throws IOException {
    return outputs(input.apply(name, this.external(identifier, config)));
  }

  private <InputT extends PInput> PTransform<InputT, PCollectionTuple> external(
      String identifier, Map<String, Object> config) throws IOException {
    Row row = row(identifier, config);
    ByteArrayOutputStream encoded = new ByteArrayOutputStream();
    RowCoder.of(row.getSchema()).encode(row, encoded);
    byte[] payload =
        SchemaTransformPayload.newBuilder()
            .setIdentifier(identifier)
            .setConfigurationSchema(SchemaTranslation.schemaToProto(row.getSchema(), true))
            .setConfigurationRow(ByteString.copyFrom(encoded.toByteArray()))
            .build()
            .toByteArray();
    return External.<InputT, Row>of(URN, payload, address).withMultiOutputs();
  }

  /** The configuration by the schema that the service returned; other fields are null. */
  private Row row(String identifier, Map<String, Object> config) {
    Schema schema = SchemaTranslation.schemaFromProto(discover().get(identifier).getConfigSchema());
    Map<String, Object> left = new HashMap<>(config);
    Row.Builder row = Row.withSchema(schema);
    for (Schema.Field field : schema.getFields()) {
      Object value = left.remove(field.getName());
      row.addValue(
          value instanceof Map<?, ?> map
              ? Row.withSchema(field.getType().getRowSchema())
                  .addValues(map.values().toArray())
                  .build()
              : value);
    }
    if (!left.isEmpty()) {
      throw new AssertionError(identifier + " has no fields " + left.keySet());
    }
    return row.build();
  }

  private static Map<String, PCollection<?>> outputs(PCollectionTuple tuple) {
    Map<String, PCollection<?>> outputs = new TreeMap<>();
    tuple.getAll().forEach((tag, output) -> outputs.put(tag.getId(), output));
    return outputs;
  }

  void stop() throws Exception {
    channel.shutdownNow();
    if (server != null) {
      server.close();
    }
  }

  /** The service on the class path of the jar, which leaves services out: see service.xml. */
  @SuppressWarnings("try") // Beam's service can be interrupted when it closes.
  private static final class ServiceOfJar extends ExpansionService {
    ServiceOfJar(String[] arguments) {
      super(arguments);
    }

    @Override
    public void expand(ExpansionRequest request, StreamObserver<ExpansionResponse> observer) {
      Thread thread = Thread.currentThread();
      ClassLoader before = thread.getContextClassLoader();
      thread.setContextClassLoader(new WithoutRegistrars(ExpansionService.class.getClassLoader()));
      try {
        super.expand(request, observer);
      } finally {
        thread.setContextClassLoader(before);
      }
    }
  }

  private static final class WithoutRegistrars extends ClassLoader {
    WithoutRegistrars(ClassLoader parent) {
      super(parent);
    }

    @Override
    public Enumeration<URL> getResources(String name) throws IOException {
      return name.equals(REGISTRARS) ? Collections.emptyEnumeration() : super.getResources(name);
    }
  }
}
