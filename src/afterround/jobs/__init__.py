"""What runs beside a running program: taking in jots and inbox folders."""
