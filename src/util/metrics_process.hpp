#pragma once
#include <prometheus/metric_family.h>

#include <vector>

namespace desk {

/// Processor time, memory, descriptors and start of this process, by the names that Prometheus
/// gives them everywhere, and the lines of its log by level. What the system does not tell is left
/// out.
std::vector<prometheus::MetricFamily> process_metrics();

}  // namespace desk
