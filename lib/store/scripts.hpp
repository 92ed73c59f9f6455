// Every server-side script of the ledger. (Those of the lease stand with the lease.)
#pragma once

#include "store/script.hpp"

namespace rw::store::scripts {

/// Takes one page into the inbox: the left seam.
///   KEYS  1 fence · 2 inbox · 3 lists · 4… one seen set for each 68 minutes of id time on the page
///   ARGV  1 fencing number · 2 list · 3 cursor · 4 read-at ms, or '' when the list was not read to its
///   watermark
///         5 life of seen sets in ms · 6 most parcels in the inbox
///         then for each seen set: how many items, and for each item its id and its record
///   Returns {new, known, ids of the new ones …}; FENCED when the lease has moved on, BUSY when the inbox is
///   full. O(items), at most 200 of them; about eight commands whatever their number.
extern Script const accept;

/// Takes items into the inbox that no list has brought, from any process: pushed messages.
///   KEYS  1 inbox · 2… one seen set for each stretch of ids, as above
///   ARGV  1 life of seen sets in ms · 2 most parcels in the inbox, then the items as above
///   Returns as above; BUSY when the inbox is full. Known items are left out, so it may be run again.
///   O(items).
extern Script const deliver;

/// The atomic step: checks the fence and every version, then writes conversations, incidents, deadlines and
/// outbox entries, strikes off worked parcels, and counts (architecture 3.4).
///   KEYS  1 fence · 2 conv · 3 queue · 4 settled · 5 timers · 6 inc · 7 inckey · 8 incopen · 9 incpast
///         10 notices · 11 outbox · 12 sending · 13 dead · 14 inbox · 15 count · 16 under · 17 since
///         18 warned · 19 promises · 20 incacked · 21 changes
///   ARGV  1 fencing number
///         conversations: count, then (id, version read, record, queue score, settled score, timer, post/id,
///                        since, warned until, promise) each
///         incidents:     count, then (id, version read, record, key, open score, past score, timer, acked
///                        score) each
///         notices:       count, then (id, record, home, score) each; home is outbox, sending, dead or ''
///                        when done
///         parcels:       count, then their ids
///         counters:      count, then (field, by) each
///         changed:       count, then (`c` or `i`, id) each
///         A version or score of '' means: not there.
///   Returns OK; FENCED, or CONFLICT with the ids that somebody else has changed, and then nothing was
///   written. O(entries × log N).
extern Script const commit;

/// How many wait, by level, how many are warned or overdue, and since when the longest waits.
///   KEYS  1 queue · 2 settled · 3 since · 4 warned · 5 incopen · 6 incacked
///   ARGV  1 now in ms · 2 width of a level in scores
///   Returns waiting, settled, five levels of those waiting, of open incidents and of acknowledged ones,
///   overdue, soon, and the oldest's ms or ''. O(log N).
extern Script const overview;

/// Forgets what was settled long ago.
///   KEYS  1 fence · 2 conv · 3 settled · 4 inc · 5 incpast · 6 notices · 7 dead · 8 promises
///   ARGV  1 fencing number · 2 before, in ms · 3 most conversations · 4 count of incidents, then their ids,
///   then the
///         ids of their notices
///   Returns how many conversations and incidents were forgotten; FENCED.   O(entries × log N), at most 500
///   of each.
extern Script const forget;

/// Keeps a small text for a day where it is still the one that was last seen.
///   KEYS  1 the text
///   ARGV  1 as it was seen, '' for none · 2 as it shall be
///   Returns OK; CONFLICT when it is neither.   O(1).
extern Script const swap;

}  // namespace rw::store::scripts
