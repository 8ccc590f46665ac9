resource "google_compute_network" "this" {
  count = var.create_network ? 1 : 0

  project                 = var.project_id
  name                    = var.name
  auto_create_subnetworks = false

  depends_on = [google_project_service.this]
}

resource "google_compute_subnetwork" "this" {
  count = var.create_network ? 1 : 0

  project                  = var.project_id
  name                     = var.name
  region                   = var.region
  network                  = google_compute_network.this[0].id
  ip_cidr_range            = "10.10.0.0/24"
  private_ip_google_access = true
}

# Dataflow's workers communicate on these ports.
resource "google_compute_firewall" "workers" {
  count = var.create_network ? 1 : 0

  project     = var.project_id
  name        = "${var.name}-workers"
  network     = google_compute_network.this[0].name
  source_tags = ["dataflow"]
  target_tags = ["dataflow"]

  allow {
    protocol = "tcp"
    ports    = ["12345-12346"]
  }
}
