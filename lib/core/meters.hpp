// Counters, gauges and histograms that the daemon keeps about itself. `web` prints them as OpenMetrics.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace rw {

class Meters {
public:
    /// Label names and values in the order in which they are to be printed.
    using Labels = std::vector<std::pair<std::string, std::string>>;

    void add(std::string_view counter, Labels const& labels, double by = 1);
    void set(std::string_view gauge, Labels const& labels, double value);
    /// Seconds into the histogram `name`; buckets run from 1 ms to 4 h in steps of about 2.5.
    void observe(std::string_view histogram, Labels const& labels, double seconds);

    double value(std::string_view name,
                 Labels const& labels = {}) const;  ///< 0 when never set; a histogram's count

    /// All of a gauge: what it told of is not there any more, or will be said anew.
    void forget(std::string_view gauge);

    /// How counters are typed: OpenMetrics names their family without `_total`, Prometheus' older text with
    /// it. `both` leaves it unsaid, so that tools of either read it.
    enum class Form { openmetrics, prometheus, both };
    /// Names are prefixed with `replywatch_`; ended by `# EOF` (contract 5), which is a comment in the older
    /// form.
    std::string text(Form form) const;

private:
    enum class Type { counter, gauge, histogram };
    struct Series {
        double value = 0;
        std::vector<double> buckets;
        double sum = 0;
    };
    struct Family {
        Type type;
        std::map<Labels, Series> series;
    };
    Series& series(std::string_view name, Type type, Labels const& labels);

    std::map<std::string, Family, std::less<>> families_;
};

}  // namespace rw
