" Opens each of $WORDS ("file:word"), waits for ALE's findings, asks for a hover on the word, and
" writes what came to $REPORT.
set hidden
let g:ale_hover_to_preview = 1

function! Await(what, condition) abort
  let l:end = reltimefloat(reltime()) + 20
  while reltimefloat(reltime()) < l:end
    if eval(a:condition) | return | endif
    sleep 20m
  endwhile
  call writefile(['waited in vain for ' . a:what], $REPORT . '.error')
  cquit 1
endfunction

function! Previews() abort
  return filter(range(1, bufnr('$')), 'getbufvar(v:val, "&filetype") =~# "ale-preview"')
endfunction

function! See(file, word) abort
  execute 'edit' fnameescape(a:file)
  let l:buffer = bufnr('')
  ALELint
  call Await('findings in ' . a:file . ' ' . &filetype, '!empty(ale#engine#GetLoclist(' . l:buffer . '))')
  let l:messages = map(copy(ale#engine#GetLoclist(l:buffer)), 'v:val.text')
  call cursor(1, 1)
  call search('\V' . a:word)
  ALEHover
  call Await('a hover in ' . a:file, '!empty(Previews())')
  let l:hover = join(map(Previews(), 'join(getbufline(v:val, 1, "$"), "\n")'), "\n")
  for l:preview in Previews()
    execute 'bwipeout!' l:preview
  endfor
  return json_encode({'file': a:file, 'diagnostics': l:messages, 'hover': l:hover})
endfunction

call writefile(map(split($WORDS), 'call("See", split(v:val, ":"))'), $REPORT)
ALEStopAllLSPs
qall!
