# Plans only: secrets that exist keep their replication.
mock_provider "google" {
  source = "./tests/google"
}

variables {
  project_id     = "demo-project"
  region         = "europe-west1"
  location       = "europe-west1"
  channels       = ["alpine-baker"]
  template_image = "europe-west1-docker.pkg.dev/demo-project/analytix/analytix-nightly@sha256:0000000000000000000000000000000000000000000000000000000000000000"
}

run "secrets_stay_in_the_region" {
  command = plan

  assert {
    condition = alltrue([
      for secret in [google_secret_manager_secret.client, google_secret_manager_secret.channel["alpine-baker"]] :
      length(secret.replication[0].auto) == 0 && join(",", secret.replication[0].user_managed[0].replicas[*].location) == "europe-west1" && length(secret.replication[0].user_managed[0].replicas[0].customer_managed_encryption) == 0
    ])
    error_message = "an organisation may forbid automatic replication"
  }
}

run "secrets_use_the_key_of_their_region" {
  command = plan

  variables {
    secret_locations = ["europe-west1", "europe-west4"]
    kms_key_name     = "projects/demo-project/locations/europe-west4/keyRings/analytix/cryptoKeys/analytix"
  }

  assert {
    condition = alltrue([
      for secret in [google_secret_manager_secret.client, google_secret_manager_secret.channel["alpine-baker"]] :
      join(",", [for replica in secret.replication[0].user_managed[0].replicas : join(" ", concat([replica.location], replica.customer_managed_encryption[*].kms_key_name))]) == "europe-west1,europe-west4 ${var.kms_key_name}"
    ])
    error_message = "a replica cannot use a key of another region"
  }
}

run "secrets_of_a_multi_region_are_automatic" {
  command = plan

  variables {
    location = "EU"
  }

  assert {
    condition     = length(google_secret_manager_secret.client.replication[0].auto) == 1 && length(google_secret_manager_secret.client.replication[0].user_managed) == 0
    error_message = "EU is no location of Secret Manager"
  }
}

run "secrets_are_automatic_if_asked_for" {
  command = plan

  variables {
    secret_locations = []
  }

  assert {
    condition     = length(google_secret_manager_secret.channel["alpine-baker"].replication[0].auto) == 1
    error_message = "an empty list"
  }
}

run "multi_region_of_secrets_is_refused" {
  command = plan

  variables {
    secret_locations = ["EU"]
  }

  expect_failures = [var.secret_locations]
}
