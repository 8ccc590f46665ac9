# With a key of one's own, for all that is stored; somebody hears of failures.
provider "google" {
  project = "my-project"
  region  = "europe-west1"
}

locals {
  key = "projects/my-project/locations/europe-west1/keyRings/analytix/cryptoKeys/analytix"
}

data "google_storage_project_service_account" "gcs" {}

# The other service agents (BigQuery, Dataflow, Compute, Artifact Registry, Secret Manager) are allowed in the same way.
resource "google_kms_crypto_key_iam_member" "gcs" {
  crypto_key_id = local.key
  role          = "roles/cloudkms.cryptoKeyEncrypterDecrypter"
  member        = data.google_storage_project_service_account.gcs.member
}

resource "google_monitoring_notification_channel" "data_team" {
  display_name = "Data team"
  type         = "email"
  labels       = { email_address = "data-team@example.com" }
}

module "analytix" {
  source = "../.."

  project_id = "my-project"
  region     = "europe-west1"
  location   = "europe-west1"

  kms_key_name           = local.key
  notification_channels  = [google_monitoring_notification_channel.data_team.id]
  enable_token_writeback = true

  template_image = "europe-west1-docker.pkg.dev/my-project/analytix/analytix-nightly@sha256:0000000000000000000000000000000000000000000000000000000000000000"

  depends_on = [google_kms_crypto_key_iam_member.gcs]
}
