// Reading a list without missing anything (weibo-api 5): a machine that is told what each page held and
// answers what to ask next. What has not been read yet is always written down as a gap, so it may be stopped
// after any page.
#pragma once

#include "core/id.hpp"
#include "core/time.hpp"

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace rw::weibo {

/// Ids from just above `low` up to and including `high` that are still to be read.
struct Gap {
    WeiboId low;
    WeiboId high;
    friend bool operator==(Gap const&, Gap const&) = default;
};

/// Where the reading of one list stands; stored with each page.
struct ListPosition {
    WeiboId watermark;      ///< the largest id that was read; none before the first read
    std::vector<Gap> gaps;  ///< below the watermark, oldest first

    /// `v1 WATERMARK LOW-HIGH,LOW-HIGH`.
    std::string pack() const;
    /// An empty text is the position of a list that was never read; nothing when the text is no position.
    static std::optional<ListPosition> unpack(std::string_view packed);
    friend bool operator==(ListPosition const&, ListPosition const&) = default;
};

/// since_id is exclusive, max_id inclusive (weibo-api 4.1).
struct PageQuery {
    WeiboId since;
    WeiboId max;  ///< none: from the newest
    int count = 50;
    friend bool operator==(PageQuery const&, PageQuery const&) = default;
};

/// What a page held, as far as paging is concerned.
struct PageFacts {
    std::size_t received = 0;
    WeiboId smallest;
    WeiboId largest;
    std::int64_t next_cursor = 0;
};

class Reading {
public:
    struct Settings {
        Span overlap = 120s;   ///< read again below the watermark: items may become visible late (K28)
        Span cold_start = 6h;  ///< how far back the first read goes (K2)
        int pages = 100;       ///< most pages in one reading; the rest stays a gap
        int count = 50;        ///< items a page
        int many = 200;  ///< likewise where there is known to be more; a server that gives fewer is believed
    };
    /// `completed`: when the last complete reading began. What was older than the overlap then has settled
    /// since.
    Reading(ListPosition position, Settings settings, TimePoint now, std::optional<TimePoint> completed = {});

    /// What to ask next; nothing when this reading is over.
    std::optional<PageQuery> next() const;
    void took(PageFacts const& facts);

    /// True for the position that is safe to store together with the page that was told last.
    ListPosition const& position() const { return position_; }
    TimePoint began() const { return began_; }
    /// The list has been read from its top down to where the last complete reading ended.
    bool complete() const { return head_read_ && position_.gaps.empty(); }

private:
    bool ends(PageFacts const& facts, PageQuery const& query) const;
    WeiboId newest_of(PageFacts const& facts) const;
    void add_gap(Gap gap);

    ListPosition position_;
    Settings settings_;
    WeiboId since_;
    WeiboId newest_possible_;  ///< ids beyond it were not given out yet
    TimePoint began_;
    int pages_left_;
    bool head_read_ = false;
};

}  // namespace rw::weibo
