#include "util/metrics_process.hpp"

#include <sys/resource.h>
#include <unistd.h>

#include <array>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <optional>
#include <sstream>
#include <string>
#include <system_error>

#include "util/log.hpp"

namespace desk {

namespace {

using prometheus::MetricFamily;
using prometheus::MetricType;

/// Fields of /proc/self/stat, counted as proc(5) does, from the one behind the program's name.
constexpr int kFirstField = 3;
constexpr int kStartTime = 22;
constexpr int kVirtualBytes = 23;
constexpr int kResidentPages = 24;

MetricFamily family(const char* name, const char* help, MetricType type) {
    return {name, help, type, {}};
}

MetricFamily single(const char* name, const char* help, MetricType type, double value) {
    MetricFamily result = family(name, help, type);
    prometheus::ClientMetric metric;
    (type == MetricType::Counter ? metric.counter.value : metric.gauge.value) = value;
    result.metric.push_back(std::move(metric));
    return result;
}

std::string read_all(const char* path) {
    std::ifstream file(path);
    return {std::istreambuf_iterator<char>(file), {}};
}

/// Seconds since 1970 at which the machine started.
std::optional<double> boot_time() {
    std::istringstream lines(read_all("/proc/stat"));
    for (std::string word; lines >> word;) {
        double seconds = 0;
        if (word == "btime" && lines >> seconds) return seconds;
    }
    return {};
}

void add_stat(std::vector<MetricFamily>& all) {
    const std::string stat = read_all("/proc/self/stat");
    const std::size_t name_end = stat.rfind(')');
    if (name_end == std::string::npos) return;
    std::istringstream fields(stat.substr(name_end + 1));
    std::string field;
    for (int number = kFirstField; fields >> field && number <= kResidentPages; ++number) {
        if (number == kStartTime) {
            const auto ticks = static_cast<double>(::sysconf(_SC_CLK_TCK));
            if (const std::optional<double> boot = boot_time()) {
                all.push_back(single("process_start_time_seconds",
                                     "When the process started, in seconds since 1970",
                                     MetricType::Gauge, *boot + std::stod(field) / ticks));
            }
        } else if (number == kVirtualBytes) {
            all.push_back(single("process_virtual_memory_bytes", "Address space in use",
                                 MetricType::Gauge, std::stod(field)));
        } else if (number == kResidentPages) {
            const auto page = static_cast<double>(::sysconf(_SC_PAGESIZE));
            all.push_back(single("process_resident_memory_bytes", "Memory in use",
                                 MetricType::Gauge, std::stod(field) * page));
        }
    }
}

double seconds_of(const timeval& time) {
    return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_usec) / 1e6;
}

void add_processor(std::vector<MetricFamily>& all) {
    rusage usage{};
    if (::getrusage(RUSAGE_SELF, &usage) != 0) return;
    all.push_back(single("process_cpu_seconds_total", "Processor time, user and system",
                         MetricType::Counter,
                         seconds_of(usage.ru_utime) + seconds_of(usage.ru_stime)));
}

void add_descriptors(std::vector<MetricFamily>& all) {
    std::error_code error;
    const std::filesystem::directory_iterator open("/proc/self/fd", error);
    if (!error) {
        all.push_back(single("process_open_fds", "Descriptors that are open", MetricType::Gauge,
                             static_cast<double>(std::distance(begin(open), end(open)))));
    }
    rlimit limit{};
    if (::getrlimit(RLIMIT_NOFILE, &limit) != 0) return;
    all.push_back(single("process_max_fds", "Descriptors that the system allows", MetricType::Gauge,
                         static_cast<double>(limit.rlim_cur)));
}

void add_log(std::vector<MetricFamily>& all) {
    constexpr std::array<std::pair<log::Level, const char*>, 4> kLevels{
        {{log::Level::debug, "debug"},
         {log::Level::info, "info"},
         {log::Level::warning, "warning"},
         {log::Level::error, "error"}}};
    MetricFamily lines =
        family("polydesk_log_lines_total", "Lines of the log, by level", MetricType::Counter);
    for (const auto& [level, name] : kLevels) {
        prometheus::ClientMetric metric;
        metric.label.push_back({"level", name});
        metric.counter.value = static_cast<double>(log::lines_written(level));
        lines.metric.push_back(std::move(metric));
    }
    all.push_back(std::move(lines));
    all.push_back(single("polydesk_log_lines_lost_total",
                         "Lines of the log that nobody read in time", MetricType::Counter,
                         static_cast<double>(log::lines_lost())));
}

}  // namespace

std::vector<MetricFamily> process_metrics() {
    std::vector<MetricFamily> all;
    add_stat(all);
    add_processor(all);
    add_descriptors(all);
    add_log(all);
    return all;
}

}  // namespace desk
